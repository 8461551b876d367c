import { type ReadonlySignal, signal } from '@preact/signals';
import type { Files } from '../../../runtime/compile/types.ts';
import type { Sandbox } from '../../../runtime/sandbox/index.ts';
import type { CheckOptions, Scenario, Verdict } from '../../../runtime/scenario/index.ts';

/** The step's check, from the learner's side. */
export type CheckState =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly doing: string }
  | { readonly state: 'stopped' }
  | { readonly state: 'done'; readonly verdict: Verdict; readonly files: Files }
  /** The check itself went wrong: no verdict on the learner's code. */
  | { readonly state: 'broken'; readonly message: string };

export interface Check {
  readonly current: ReadonlySignal<CheckState>;
  run(): Promise<void>;
  stop(): void;
}

/** What a check needs that is loaded only when it is first asked for. */
export interface CheckParts {
  readonly scenario: Scenario;
  readonly runCheck: (scenario: Scenario, options: CheckOptions) => Promise<Verdict>;
}

export interface CheckStateOptions {
  readonly step: CheckOptions['step'];
  readonly files: ReadonlySignal<Files>;
  readonly makeSandbox: () => Promise<Sandbox>;
  readonly load: () => Promise<CheckParts>;
  readonly seed: () => number;
  readonly onPassed: () => void;
}

export function createCheck(options: CheckStateOptions): Check {
  const { step, files, makeSandbox, load, seed, onPassed } = options;
  const current = signal<CheckState>({ state: 'none' });
  let running: AbortController | null = null;

  async function run(): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const checked = files.value;
    const show = (next: CheckState) => {
      if (running === mine) current.value = next;
    };
    show({ state: 'running', doing: 'Loading the check' });
    try {
      const { scenario, runCheck } = await load();
      mine.signal.throwIfAborted();
      const verdict = await runCheck(scenario, {
        sandbox: makeSandbox,
        step,
        files: checked,
        signal: mine.signal,
        seed: seed(),
        onProgress: (doing) => show({ state: 'running', doing }),
      });
      if (mine.signal.aborted) return;
      show({ state: 'done', verdict, files: checked });
      if (verdict.outcome === 'passed') onPassed();
    } catch (error) {
      if (mine.signal.aborted) return;
      show({ state: 'broken', message: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    current,
    run,
    stop() {
      if (current.value.state !== 'running') return;
      running?.abort();
      current.value = { state: 'stopped' };
    },
  };
}
