import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (32768 on Linux, 49152 on macOS), so
 * that no client can take a port between its choice and the moment when a service listens there.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;

/** Chooses free ports, one after the other from a random place, so that sandboxes rarely meet. */
export class FreePorts {
  #last = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));

  /** A port where nothing listens now. Rejects when there is none. */
  async next(): Promise<number> {
    for (let tried = FIRST_PORT; tried <= LAST_PORT; tried++) {
      this.#last = this.#last === LAST_PORT ? FIRST_PORT : this.#last + 1;
      const port = this.#last;
      if (await isFree(port)) return port;
    }
    throw new Error(`No port from ${FIRST_PORT} to ${LAST_PORT} is free.`);
  }
}

/** Whether a server could listen on the port, on all of this machine's addresses. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
