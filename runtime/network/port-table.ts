/** The ports of the sandbox's one machine, and who has them. */
export class PortTable<Holder> {
  readonly #holders = new Map<number, Holder>();
  readonly #last = new Map<number, Holder>();
  #nextFree = FIRST_FREE_PORT;

  holder(port: number): Holder | undefined {
    return this.#holders.get(port);
  }

  /** Who has it, or had it last: whom a caller means that does not know that it is gone. */
  lastHolder(port: number): Holder | undefined {
    return this.#last.get(port);
  }

  /** False when somebody has it already. */
  take(port: number, holder: Holder): boolean {
    if (this.#holders.has(port)) return false;
    this.#holders.set(port, holder);
    this.#last.set(port, holder);
    return true;
  }

  release(port: number): void {
    this.#holders.delete(port);
  }

  /** A port that nobody has, and that none was given lately: the table goes round. */
  free(): number {
    for (let tried = FIRST_FREE_PORT; tried <= LAST_FREE_PORT; tried += 1) {
      const port = this.#nextFree;
      this.#nextFree = port === LAST_FREE_PORT ? FIRST_FREE_PORT : port + 1;
      if (!this.#holders.has(port)) return port;
    }
    throw new RangeError('Every port of the sandbox is taken. Stop some instances.');
  }
}

/** Linux's range for ports that the system chooses. */
const FIRST_FREE_PORT = 32_768;
const LAST_FREE_PORT = 60_999;
