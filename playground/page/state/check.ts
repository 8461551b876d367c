import { type ReadonlySignal, signal } from '@preact/signals';
import type { Files } from '../../../runtime/compile/types.ts';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import { CheckerError } from '../../../runtime/scenario/checker/error.ts';
import type { Verdict } from '../../../runtime/scenario/index.ts';
import type { PageSandbox } from './sandbox-choice.ts';

/** The step's check, from the learner's side. */
export type CheckState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly doing: string }
  | { readonly state: 'stopped' }
  | {
      readonly state: 'done';
      readonly verdict: Verdict;
      readonly files: Files;
      readonly how: CheckedHow;
    }
  /** There is no verdict, and the hint says what to do. */
  | { readonly state: 'refused'; readonly message: string; readonly hint: string }
  /** The check itself went wrong: no verdict on the learner's code. */
  | { readonly state: 'broken'; readonly message: string };

/**
 * In the simulator; by one schedule again, with all that happened in it; or in one live run, with
 * what that does not judge, a sentence each.
 */
export type CheckedHow =
  | { readonly kind: 'simulated' }
  | { readonly kind: 'replayed'; readonly token: string; readonly run: readonly LedgerEvent[] }
  | {
      readonly kind: 'live';
      readonly where: PageSandbox;
      readonly leavesOut: readonly string[];
    };

export interface Check {
  readonly current: ReadonlySignal<CheckState>;
  /** Checks in the simulator. */
  run(): Promise<void>;
  /** Runs the schedule that a token names once more, which never counts as passed. */
  replay(token: string): Promise<void>;
  /** Checks in one live run in the sandbox that is chosen, which never counts as passed. */
  runLive(): Promise<void>;
  stop(): void;
}

/** How a check is watched. Its abort ends the check, which then rejects. */
export interface CheckWatch {
  readonly signal: AbortSignal;
  /** Called with what it is doing, in words for the learner. */
  readonly onProgress: (doing: string) => void;
}

export interface LiveResult {
  readonly verdict: Verdict;
  readonly where: PageSandbox;
  readonly leavesOut: readonly string[];
}

export interface ReplayResult {
  readonly verdict: Verdict;
  readonly run: readonly LedgerEvent[];
}

/** The ways to check, whose code is loaded when they are first asked for. */
export interface Checks {
  readonly simulate: (files: Files, watch: CheckWatch) => Promise<Verdict>;
  /** Rejects with a CheckerError where the token is none. */
  readonly replay: (files: Files, token: string, watch: CheckWatch) => Promise<ReplayResult>;
  readonly live: (files: Files, watch: CheckWatch) => Promise<LiveResult>;
}

export interface CheckStateOptions {
  readonly files: ReadonlySignal<Files>;
  readonly checks: Checks;
  readonly onPassed: () => void;
}

type Result = { readonly verdict: Verdict; readonly how: CheckedHow };

export function createCheck({ files, checks, onPassed }: CheckStateOptions): Check {
  const current = signal<CheckState>({ state: 'none' });
  let running: AbortController | null = null;

  async function run(begin: (files: Files, watch: CheckWatch) => Promise<Result>): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const checked = files.value;
    const show = (next: CheckState) => {
      if (running === mine) current.value = next;
    };
    show({ state: 'running', doing: 'Loading the check' });
    try {
      const { verdict, how } = await begin(checked, {
        signal: mine.signal,
        onProgress: (doing) => show({ state: 'running', doing }),
      });
      if (mine.signal.aborted) return;
      show({ state: 'done', verdict, files: checked, how });
      if (verdict.outcome === 'passed' && how.kind === 'simulated') onPassed();
    } catch (error) {
      if (mine.signal.aborted) return;
      if (error instanceof CheckerError) {
        show({ state: 'refused', message: error.message, hint: error.hint });
        return;
      }
      show({ state: 'broken', message: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    current,
    run: () =>
      run(async (checked, watch) => {
        return { verdict: await checks.simulate(checked, watch), how: { kind: 'simulated' } };
      }),
    replay: (token) =>
      run(async (checked, watch) => {
        const { verdict, run } = await checks.replay(checked, token, watch);
        return { verdict, how: { kind: 'replayed', token, run } };
      }),
    runLive: () =>
      run(async (checked, watch) => {
        const { verdict, ...how } = await checks.live(checked, watch);
        return { verdict, how: { kind: 'live', ...how } };
      }),
    stop() {
      if (current.value.state !== 'running') return;
      running?.abort();
      current.value = { state: 'stopped' };
    },
  };
}
