import type { StepCounter } from '../../compile/index.ts';
import { pow } from './math/index.ts';
import type { Place, Witness } from './witness.ts';

/** What is thrown when no step is left. The process that ran out of them has ended by then. */
export class OutOfSteps extends Error {
  override readonly name = 'OutOfSteps';
}

/** Characters, elements or bytes that are made at once for the price of a step. */
const SIZE_PER_STEP = 4;
/** Of them, how many at most. */
const LARGEST_SIZE = 2 ** 26;
/**
 * Of them, how many one process may make in its life: what it keeps of them cannot be seen, and
 * engines whose memory is full end the thread without a word. Far above what a service makes in a
 * check.
 */
export const MOST_MADE = 2 ** 29;
/**
 * How many calls into one process there may be in its life: those of timers, messages and turns of
 * its event loop. Work that begins ever more work never runs out of the steps of one call. Far above
 * what services have in a check.
 */
export const MOST_CALLS = 100_000;
/** How many timers and turns of its event loop one process may wait for at once. */
export const MOST_WAITED_FOR = 5_000;
/** Steps between two looks at the machine's own clock. */
const SLICE = 1024;
/**
 * How long one call into a process may take on the machine's own clock, in milliseconds. Far above
 * what counted steps take: it is for what cannot be counted, and makes no verdict but the end.
 */
const MAX_CALL_MS = 10_000;

/** What things cost besides the steps that the learner's own code takes, for they take as long. */
export const STEPS_OF = { output: 300, stack: 300 } as const;

/** Of a Date that is real, whatever becomes of the realm's. */
const machineMs = Date.now;

/** The process is ended because of it. */
export interface Runaway {
  readonly limit: 'steps' | 'time' | 'memory' | 'calls' | 'waiting';
  readonly at: Place;
}

/** Whose steps are counted. */
export interface StepOwner {
  readonly service: string;
  /** Characters, elements and bytes that it has made. */
  made: number;
  /** Calls into it so far. */
  calls: number;
  /** Whether it has come to wait for more than it may. */
  waitsForTooMuch: boolean;
  /** Called at each step that it does not have. */
  ranAway(how: Runaway): void;
}

const NOBODY: StepOwner = {
  service: '',
  made: 0,
  calls: 0,
  waitsForTooMuch: false,
  ranAway: () => {},
};

/**
 * Counts the steps of whatever process is running, from one call into it to the next. What has run
 * out stays so until then, so that code which catches the error is stopped again.
 */
export class Steps implements StepCounter {
  left = 0;
  /** Besides `left`. */
  #rest = 0;
  #startedMs = 0;
  #owner = NOBODY;
  /** Where there is one, each step is told, which takes many times as long. */
  witness: Witness | null = null;

  /** What is running waits for so many timers and turns: too many, and its next step is its last. */
  waits(forAll: number): void {
    if (forAll <= MOST_WAITED_FOR) return;
    this.#owner.waitsForTooMuch = true;
    this.left = 0;
    this.#rest = 0;
  }

  /** A process is about to run. */
  begin(steps: number, owner: StepOwner): void {
    owner.calls += 1;
    this.left = 0;
    this.#rest = owner.calls > MOST_CALLS || owner.waitsForTooMuch ? 0 : steps;
    this.#startedMs = machineMs();
    this.#owner = owner;
    this.witness?.entered(owner.service);
  }

  over(line: number, path: string): void {
    this.#rest += this.left;
    const isLate = machineMs() - this.#startedMs > MAX_CALL_MS;
    const isTooMuch = this.#owner.made > MOST_MADE;
    this.witness?.reached({ path, line });
    if (this.#rest > 0 && !isLate && !isTooMuch) {
      this.left = this.witness === null ? Math.min(SLICE, this.#rest) : 0;
      this.#rest -= this.left;
      return;
    }
    const limit = this.#limitReached(isTooMuch);
    this.left = -1;
    this.#rest = 0;
    this.#owner.ranAway({ limit, at: { path, line } });
    throw new OutOfSteps('This process has been ended: it ran on without end.');
  }

  #limitReached(isTooMuch: boolean): Runaway['limit'] {
    if (isTooMuch) return 'memory';
    if (this.#owner.waitsForTooMuch) return 'waiting';
    if (this.#owner.calls > MOST_CALLS) return 'calls';
    return this.#rest > 0 ? 'time' : 'steps';
  }

  /** Something has happened that takes as long as so many steps. */
  spend(steps: number): void {
    this.left -= steps;
  }

  size(value: unknown, over: (line: number) => void, line: number): unknown {
    // What is too large for the engine is the engine's to refuse.
    if (typeof value !== 'number' || !(value > 0) || value >= 2 ** 32) return value;
    if (value > LARGEST_SIZE) {
      throw new RangeError(
        `${value} elements at once are more than a simulated service may have: ${LARGEST_SIZE}.`,
      );
    }
    this.left -= Math.floor(value / SIZE_PER_STEP);
    this.#owner.made += value;
    if (this.left < 0 || this.#owner.made > MOST_MADE) over(line);
    return value;
  }

  pow(x: unknown, y: unknown): unknown {
    if (typeof x === 'number' && typeof y === 'number') return pow(x, y);
    const base = numeric(x);
    const exponent = numeric(y);
    if (typeof base === 'number' && typeof exponent === 'number') return pow(base, exponent);
    return (base as bigint) ** (exponent as bigint);
  }
}

/** ECMA-262, 7.1.3 (ToNumeric): what an increment does first. */
function numeric(value: unknown): number | bigint {
  let number = value as number;
  return number++;
}
