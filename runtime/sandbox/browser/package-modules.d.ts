declare module 'virtual:brownout/packages' {
  import type { LinkedPackageFile } from '../../compile/packages/linked-package.ts';

  /** Fetches the files of a vetted package, by its name; rewritten for AsyncLocalStorage or not. */
  type Fetch = Readonly<Record<string, () => Promise<{ default: readonly LinkedPackageFile[] }>>>;
  export const plain: Fetch;
  export const withContext: Fetch;
}
