/** The one message by `window.postMessage`; with it come the ports for everything else. */
export const HANDSHAKE = 'brownout: open the check';

/** What a worker is given when it starts, besides its port. */
export interface WorkerStart {
  /** The text of the Node API: see RealmOptions. */
  readonly processText: string;
}

/** What the frame tells of its worker, by a port of its own. */
export interface WorkerDied {
  readonly type: 'died';
  readonly message: string;
}
