import type { Moment, Party } from '../../../network/index.ts';
import { type Manner, mannerOf, QUIET } from './manner.ts';
import type { Disturbance, DisturbanceKind, Schedule } from './token.ts';

/** One moment of a run: who acted, and what that was. */
export interface MomentRecord {
  readonly party: Party;
  readonly moment: Moment;
}

/** Whether something of this kind may be done in this moment. */
export type MayDisturb = (kind: DisturbanceKind, record: MomentRecord) => boolean;

/** Leads a run as its schedule has it, and notes the moments in which it could be led otherwise. */
export class Conductor {
  readonly manner: Manner;
  /** Every moment so far, in order: a disturbance names one by its place here. */
  readonly moments: MomentRecord[] = [];
  #calm = false;
  readonly #disturbances: ReadonlyMap<number, Disturbance>;
  readonly #may: MayDisturb;

  constructor({ seed, quiet, disturbances }: Schedule, may: MayDisturb) {
    this.#may = may;
    this.manner = quiet ? QUIET : mannerOf(seed);
    this.#disturbances = new Map(disturbances.map((one) => [one.moment, one]));
  }

  /** What is to happen in this moment; null for nothing. */
  next(party: Party, moment: Moment): Disturbance | null {
    // What comes later could not be disturbed, so nobody need try.
    if (this.#calm) return null;
    const record = { party, moment };
    const found = this.#disturbances.get(this.moments.push(record) - 1);
    // An earlier one changes the run, so this moment may be another's than was meant.
    return found !== undefined && this.#may(found.kind, record) ? found : null;
  }

  /** Nothing is disturbed from here on. */
  calm(): void {
    this.#calm = true;
  }
}
