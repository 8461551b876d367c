import type { Files } from '../../compile/types.ts';
import type { StepService } from '../../course/step.ts';
import type { LedgerEvent } from '../../network/index.ts';
import type { Whereabouts } from '../../sandbox/simulated/index.ts';
import type { SearchEffort } from '../simulate.ts';
import type { Verdict } from '../verdict.ts';

/** One check, or one schedule of it again. */
export interface CheckJob {
  /** The step's check module: its URL under Node; in the page its text, a classic script's. */
  readonly check: string;
  readonly services: readonly StepService[];
  /** The learner's workspace. */
  readonly files: Files;
  /** The one schedule to run; null to search for one that fails. */
  readonly token: string | null;
  /** How hard to search, where no learner waits for it. */
  readonly effort?: SearchEffort;
  /**
   * How many schedules to try before the worker tells where the learner's code is, at every step:
   * left out, it never does, for that is slow.
   */
  readonly tellFrom?: number;
}

export type ToChecker =
  | { readonly type: 'check'; readonly id: number; readonly job: CheckJob }
  /** Answered by `stopped`, unless the answer was on its way already. */
  | { readonly type: 'stop'; readonly id: number };

/** What a worker says. Its reader believes none of it before `readMessage` has read it. */
export type FromChecker =
  /** It has loaded its own code. */
  | { readonly type: 'ready' }
  /** Sent again and again, whenever it comes back to its event loop. */
  | { readonly type: 'alive' }
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly tried: number;
      readonly of: number;
    }
  /** Where the learner's code is from now on; null when nobody's runs. */
  | { readonly type: 'at'; readonly id: number; readonly at: Whereabouts | null }
  /** `run` is everything that happened in the one schedule that was asked for; else empty. */
  | {
      readonly type: 'verdict';
      readonly id: number;
      readonly verdict: Verdict;
      readonly run: readonly LedgerEvent[];
    }
  | { readonly type: 'stopped'; readonly id: number }
  /** The check, or the simulator, has a bug. */
  | { readonly type: 'broken'; readonly id: number; readonly message: string };

/** How often a worker says that it is alive, in milliseconds. */
export const ALIVE_EVERY_MS = 500;
