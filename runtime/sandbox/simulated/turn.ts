/**
 * Whose turn it is: in one event of the agenda one party's code runs, and all its promises settle
 * before the next. What arrives from the network is an event already, so whoever it is for can be
 * told at once; and what arrives together is heard in one turn, as the parts of a packet are.
 */
export class Turn<Owner extends object> {
  #owner: Owner | null = null;
  #isArriving = false;

  /** Whose code runs, or has run last in this event. */
  get owner(): Owner | null {
    return this.#owner;
  }

  /** Something arrives from the network. */
  arrive(run: () => void): void {
    this.#isArriving = true;
    try {
      run();
    } finally {
      this.#isArriving = false;
    }
  }

  /** Whether this party can be told now: never within a call into its code, or after another's. */
  admits(party: Owner): boolean {
    return this.#isArriving && (this.#owner === null || this.#owner === party);
  }

  /** Calls into the party's code. */
  call(party: Owner, run: () => void): void {
    const wasArriving = this.#isArriving;
    this.#owner = party;
    this.#isArriving = false;
    try {
      run();
    } finally {
      this.#isArriving = wasArriving;
    }
  }

  /** The event has come to its end, with all promises. */
  end(): void {
    this.#owner = null;
  }
}
