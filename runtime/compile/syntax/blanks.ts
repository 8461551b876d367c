/** Text whose parts are taken out without moving the rest: every line and column stays. */
export class Blanks {
  /** By UTF-16 unit, as editors and engines count columns. */
  readonly #units: string[];
  readonly #put = new Map<number, string>();

  constructor(source: string) {
    this.#units = source.split('');
  }

  /** Turns the range to spaces; its line ends stay. */
  erase(start: number, end: number): void {
    for (let at = start; at < end; at++) {
      if (!isLineEnd(this.#units[at] as string)) this.#units[at] = ' ';
    }
  }

  /** Puts a character in the place of another; erasing what is around it does not undo it. */
  put(at: number, character: string): void {
    this.#put.set(at, character);
  }

  /** Erases a whole statement or class member. */
  eraseStatement(start: number, end: number): void {
    this.erase(start, end);
    // Without it, `a = b` above and `(c)` below would become one call.
    this.put(start, ';');
  }

  toString(): string {
    for (const [at, character] of this.#put) this.#units[at] = character;
    return this.#units.join('');
  }
}

function isLineEnd(unit: string): boolean {
  return unit === '\n' || unit === '\r' || unit === '\u2028' || unit === '\u2029';
}
