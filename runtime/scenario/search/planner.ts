import { createRandom, type Random } from '../../network/index.ts';
import {
  type Disturbance,
  type MomentRecord,
  plainSchedule,
  QUIET_SCHEDULE,
  type Schedule,
} from '../../sandbox/simulated/index.ts';
import type { Allowed } from '../scenario.ts';
import { type Point, pointsOf } from './point.ts';

/** Schedules that share a seed, and with it the run up to their first disturbance. */
const OF_ONE_SEED = 10;

/**
 * Chooses which schedules to try. The simplest come first: nothing varies, then only what always
 * does. The others disturb a few moments each, since bugs of ordering seldom take more (probabilistic
 * concurrency testing: Burckhardt and others, 2010, call that a bug's depth). Which moments is no
 * matter of chance alone: most moments of a run are of a few kinds, so the kind is chosen first, the
 * one that was tried least, and then one of its moments.
 */
export class Planner {
  readonly #allowed: Allowed;
  readonly #tried = new Map<string, number>();
  readonly #firstSeed: number;
  #count = 0;
  #seed: number;
  /** What could be done in the undisturbed run of the seed at hand. */
  #points: readonly Point[] = [];

  /** Its choices are those of its first seed. */
  constructor(allowed: Allowed, firstSeed = 1) {
    this.#allowed = allowed;
    this.#firstSeed = firstSeed;
    this.#seed = firstSeed - 1;
  }

  /** The schedule to try next. */
  next(): Schedule {
    const number = this.#count++;
    if (number === 0) return QUIET_SCHEDULE;
    if (this.#points.length === 0 || (number - 1) % OF_ONE_SEED === 0) {
      this.#points = [];
      return plainSchedule(++this.#seed);
    }
    const random = createRandom(this.#firstSeed - 1 + number);
    return { seed: this.#seed, quiet: false, disturbances: this.#disturbances(random) };
  }

  /** What the run of a schedule was like: to be told before the next is asked for. */
  learn({ disturbances, quiet }: Schedule, moments: readonly MomentRecord[]): void {
    if (!quiet && disturbances.length === 0) this.#points = pointsOf(moments, this.#allowed);
  }

  #disturbances(random: Random): Disturbance[] {
    const depth = Math.min(random.pick([1, 1, 1, 2, 2, 3]), this.#allowed.atMost);
    const chosen: Disturbance[] = [];
    let open = this.#points;
    while (chosen.length < depth && open.length > 0) {
      const point = this.#choose(open, random);
      chosen.push(this.#disturbance(point, random));
      // What comes before it would change the run up to it.
      open = open.filter(({ moment }) => moment > point.moment);
    }
    return chosen;
  }

  /** Of the class that was tried least, any. */
  #choose(points: readonly Point[], random: Random): Point {
    const classes = [...new Set(points.map((point) => point.class))];
    const tries = (name: string) => this.#tried.get(name) ?? 0;
    const least = Math.min(...classes.map(tries));
    const name = random.pick(classes.filter((one) => tries(one) === least));
    this.#tried.set(name, least + 1);
    return random.pick(points.filter((point) => point.class === name));
  }

  #disturbance({ kind, moment }: Point, random: Random): Disturbance {
    if (kind !== 'pause') return { kind, moment };
    const longestMs = this.#allowed.pauses?.longestMs ?? 0;
    return { kind, moment, ms: Math.ceil(longestMs / random.pick([1, 1, 3, 30])) };
  }
}
