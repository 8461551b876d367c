import type { Environment } from '../environment.ts';

/** The part of the environment that tells and keeps time. */
export type Clock = Pick<Environment, 'nowMs' | 'setTimer'>;

/** Calls a timer off; does nothing once it has run. */
export type CancelTimer = () => void;

/** The longest time that `setTimeout` can wait; a longer one would be over at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** A clock whose timers may be set for any time: a TTL may be a year. */
export function createClock(environment: Environment): Clock {
  const setTimer = (delayMs: number, run: () => void): CancelTimer => {
    if (delayMs <= LONGEST_MS) return environment.setTimer(delayMs, run);
    let cancel = environment.setTimer(LONGEST_MS, () => {
      cancel = setTimer(delayMs - LONGEST_MS, run);
    });
    return () => cancel();
  };
  return { nowMs: () => environment.nowMs(), setTimer };
}
