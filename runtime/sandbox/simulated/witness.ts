/** A place in the learner's code. */
export interface Place {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** Whose code runs, and the step that it has come to; no place: none of its steps was told. */
export interface Whereabouts {
  readonly service: string;
  readonly place: Place | null;
}

/** Steps that are told in one check: a message each, and who hears them has to read them all. */
const MOST_PLACES = 100_000;

/**
 * Tells where the learner's code is while it goes on, for whoever watches from outside: what has not
 * come back from there by then is what the last word was about. Null: nobody's code runs.
 */
export class Witness {
  readonly #tell: (at: Whereabouts | null) => void;
  #service: string | null = null;
  #last: Place | null = null;
  #told = 0;

  constructor(tell: (at: Whereabouts | null) => void) {
    this.#tell = tell;
  }

  entered(service: string): void {
    this.#service = service;
    this.#last = null;
    this.#tell({ service, place: null });
  }

  reached(place: Place): void {
    if (this.#service === null || this.#told > MOST_PLACES) return;
    if (this.#last?.line === place.line && this.#last.path === place.path) return;
    this.#last = place;
    this.#told += 1;
    // The last one that could be told is not where the code is: from there on only whose it is.
    this.#tell({ service: this.#service, place: this.#told > MOST_PLACES ? null : place });
  }

  rested(): void {
    if (this.#service === null) return;
    this.#service = null;
    this.#tell(null);
  }
}
