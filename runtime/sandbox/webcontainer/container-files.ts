import type { Files } from '../../compile/types.ts';

/** What is mounted into a container: plain JavaScript, since nothing is installed there. */
export interface ContainerFiles {
  /** Each an ES module without imports but Node's own. */
  readonly gateway: string;
  readonly preload: string;
  readonly controlThread: string;
  readonly registry: string;
  /** The files of packages that services import, by path, as Node finds them. */
  packages(specifiers: readonly string[]): Promise<Files>;
}

/** Where they are, from the container's working directory. */
export const FOLDER = 'brownout';
