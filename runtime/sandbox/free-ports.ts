/** Below the ports that the kernel gives to connections and to whoever listens on port 0. */
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;

/** Chooses ports for instances that may have any, one after the other. */
export class FreePorts {
  #last = LAST_PORT;

  /** A port that is not taken, and that no instance was given lately. */
  next(isTaken: (port: number) => boolean): number {
    do this.#last = this.#last === LAST_PORT ? FIRST_PORT : this.#last + 1;
    while (isTaken(this.#last));
    return this.#last;
  }
}
