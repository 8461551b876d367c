import type { Moment, Party } from '../../../network/index.ts';
import { type Manner, mannerOf, QUIET } from './manner.ts';
import type { Disturbance, Schedule } from './token.ts';

/** One moment of a run: who acted, and what that was. */
export interface MomentRecord {
  readonly party: Party;
  readonly moment: Moment;
}

/** Leads a run as its schedule has it, and notes the moments in which it could be led otherwise. */
export class Conductor {
  readonly manner: Manner;
  /** Every moment so far, in order: a disturbance names one by its place here. */
  readonly moments: MomentRecord[] = [];
  #calm = false;
  readonly #disturbances: ReadonlyMap<number, Disturbance>;

  constructor({ seed, quiet, disturbances }: Schedule) {
    this.manner = quiet ? QUIET : mannerOf(seed);
    this.#disturbances = new Map(disturbances.map((one) => [one.moment, one]));
  }

  /** What is to happen in this moment; null for nothing. */
  next(party: Party, moment: Moment): Disturbance | null {
    // What comes later could not be disturbed, so nobody need try.
    if (this.#calm) return null;
    const index = this.moments.push({ party, moment }) - 1;
    return this.#disturbances.get(index) ?? null;
  }

  /** Nothing is disturbed from here on. */
  calm(): void {
    this.#calm = true;
  }
}
