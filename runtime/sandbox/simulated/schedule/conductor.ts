import type { Moment, Party } from '../../../network/index.ts';
import { type Manner, mannerOf, QUIET } from './manner.ts';
import type { Disturbance, DisturbanceKind, Schedule } from './token.ts';

/** One moment of a run: who acted, and what that was. */
export interface MomentRecord {
  readonly party: Party;
  readonly moment: Moment;
}

/** Whether a schedule may do this in that moment. */
export type MayDisturb = (kind: DisturbanceKind, record: MomentRecord) => boolean;

/**
 * Leads a run as its schedule has it, and notes the moments in which it could be led otherwise. Each
 * disturbance leads to another run, in which a later one's moment may be somebody else's: it comes
 * in the first from there on in which it may.
 */
export class Conductor {
  readonly manner: Manner;
  /** Every moment so far, in order: a disturbance names one by its place here. */
  readonly moments: MomentRecord[] = [];
  #calm = false;
  readonly #left: Disturbance[];
  readonly #mayDisturb: MayDisturb;

  constructor({ seed, quiet, disturbances }: Schedule, mayDisturb: MayDisturb) {
    this.manner = quiet ? QUIET : mannerOf(seed);
    this.#left = [...disturbances];
    this.#mayDisturb = mayDisturb;
  }

  /** What is to happen in this moment; null for nothing. */
  next(party: Party, moment: Moment): Disturbance | null {
    // What comes later could not be disturbed, so nobody need try.
    if (this.#calm) return null;
    const record = { party, moment };
    const index = this.moments.push(record) - 1;
    const due = this.#left.findIndex(
      (one) => one.moment <= index && this.#mayDisturb(one.kind, record),
    );
    return due < 0 ? null : (this.#left.splice(due, 1)[0] ?? null);
  }

  /** Nothing is disturbed from here on. */
  calm(): void {
    this.#calm = true;
  }
}
