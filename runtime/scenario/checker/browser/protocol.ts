import type { LinkOptions } from '../../../compile/index.ts';

/** The one message by `window.postMessage`; with it come the ports for everything else. */
export const HANDSHAKE = 'brownout: open the check';

/** What a worker is given when it starts, besides its port. */
export interface WorkerStart {
  /** The text of the Node API: see RealmOptions. */
  readonly processText: string;
}

/** What only a worker in the page asks, beside what every one says: it cannot fetch by itself. */
export interface PackageWanted {
  readonly type: 'package-wanted';
  readonly ask: number;
  readonly name: string;
  readonly options: LinkOptions;
}

/** `files` are those of the package; null when they could not be had. */
export interface PackageFetched {
  readonly type: 'package-fetched';
  readonly ask: number;
  readonly files: unknown;
}

/** What the frame tells of its worker, by a port of its own. */
export interface WorkerDied {
  readonly type: 'died';
  readonly message: string;
}
