import { type Files, formatDiagnostic } from '../compile/types.ts';
import type { CheckedStep } from '../course/step.ts';
import { createRandom, type LedgerEvent } from '../network/index.ts';
import {
  type OutsideRegistries,
  type Sandbox,
  SandboxError,
  StartError,
} from '../sandbox/index.ts';
import { ExpectationFailed } from './expect.ts';
import { createLab } from './lab.ts';
import type { Scenario } from './scenario.ts';
import type { Failed, Inconclusive, Verdict } from './verdict.ts';

const BOOT_LIMIT_MS = 15_000;

export interface RunOptions {
  readonly step: CheckedStep;
  /** The learner's workspace. */
  readonly files: Files;
  readonly seed: number;
  /** The name of the schedule, where the sandbox has one. */
  readonly schedule: string | null;
  /** The learner's: its abort ends the run, which rejects with its reason. */
  readonly signal: AbortSignal;
  /** The check's own: its abort ends the run as inconclusive. */
  readonly limit: CheckLimit;
  readonly onProgress: (doing: string) => void;
  /** See LabOptions. */
  readonly outside: OutsideRegistries;
  /** See LabOptions. */
  readonly calm: () => void;
}

/** How long a check may take by the wall clock. */
export interface CheckLimit {
  readonly ms: number;
  readonly signal: AbortSignal;
}

export interface Ran {
  readonly verdict: Verdict;
  /** Everything that happened until the verdict. */
  readonly run: readonly LedgerEvent[];
}

/** Runs a scenario once, in a sandbox that is not booted yet and is disposed of in the end. */
export async function runOnce(
  scenario: Scenario,
  sandbox: Sandbox,
  options: RunOptions,
): Promise<Ran> {
  const { files, step, signal, limit, seed, schedule, onProgress } = options;
  const ending = AbortSignal.any([signal, limit.signal]);
  try {
    await sandbox.boot({ signal: ending, timeoutMs: BOOT_LIMIT_MS, onStage: onProgress });
    await sandbox.sync(files);
    onProgress(scenario.name);
    const random = createRandom(seed);
    const { services } = step;
    const { calm, outside } = options;
    const lab = createLab({ sandbox, services, random, signal: ending, outside, calm });
    const sentence = await untilLost(sandbox, ending, scenario.run(lab));
    const verdict = {
      outcome: 'passed',
      sentence,
      schedules: schedule === null ? null : 1,
    } as const;
    return { verdict, run: sandbox.ledger.read() };
  } catch (error) {
    signal.throwIfAborted();
    const run = sandbox.ledger.read();
    return { verdict: judge(error, limit, run, schedule), run };
  } finally {
    await sandbox.dispose();
  }
}

/** The run's result, unless the sandbox dies or time is up first. */
async function untilLost<T>(sandbox: Sandbox, ending: AbortSignal, run: Promise<T>): Promise<T> {
  let abort = () => {};
  const ended = new Promise<never>((_, reject) => {
    abort = () => reject(ending.reason);
    // The scenario runs already, and may itself have ended the check.
    if (ending.aborted) abort();
    else ending.addEventListener('abort', abort, { once: true });
    sandbox.lost.then(reject, reject);
  });
  try {
    return await Promise.race([run, ended]);
  } finally {
    ending.removeEventListener('abort', abort);
  }
}

/** What an error during a check says of the learner's code; errors of the check itself go on. */
function judge(
  error: unknown,
  limit: CheckLimit,
  run: readonly LedgerEvent[],
  schedule: string | null,
): Verdict {
  // Ended in the middle, services are not what they should be: what was expected after that says nothing.
  if (limit.signal.aborted) {
    return inconclusive(
      `The check was not done after ${limit.ms / 1000} s.`,
      'A service may be slow to answer, or the machine busy: send a request yourself to see, and check again.',
    );
  }
  if (error instanceof ExpectationFailed) {
    const { message: sentence, event, hint } = error;
    return { outcome: 'failed', sentence, evidence: lastWords(run), hint, event, run, schedule };
  }
  if (error instanceof StartError && error.code !== 'aborted') {
    const event = run.findLast((one) => one.type === 'start-failed')?.seq ?? null;
    return { outcome: 'failed', ...whyNotStarted(error), event, run, schedule };
  }
  if (error instanceof SandboxError) return inconclusive(error.message, error.hint);
  throw error;
}

function inconclusive(sentence: string, hint: string): Inconclusive {
  return { outcome: 'inconclusive', sentence, hint };
}

function whyNotStarted(error: StartError): Pick<Failed, 'sentence' | 'evidence' | 'hint'> {
  const { service, failure, message: sentence, hint } = error;
  if (failure.code === 'no-such-entry') {
    const hint = `The step starts ${failure.entry}: put it back under that name.`;
    return { sentence, evidence: '', hint };
  }
  if (failure.code !== 'does-not-compile') {
    return { sentence, evidence: failure.code === 'threw' ? failure.stack : '', hint };
  }
  // The diagnostics say it all, each with its place and its own hint: no need to say it twice.
  const [first] = failure.diagnostics;
  return {
    sentence: `${service} does not compile.`,
    evidence: failure.diagnostics.map(formatDiagnostic).join('\n\n'),
    hint: first === undefined ? hint : `Mend ${first.file}, line ${first.line}.`,
  };
}

const LAST_WORDS_CHARACTERS = 2000;

/** What instances that died during the run wrote to stderr, or a limit that they reached: most often the reason. */
function lastWords(run: readonly LedgerEvent[]): string {
  const dead = new Set(run.flatMap((event) => (event.type === 'exited' ? [event.instance] : [])));
  const words = run.flatMap((event) => {
    if (event.type === 'limit-reached' && dead.has(event.instance)) return [`${event.message}\n`];
    const isError = event.type === 'output' && event.stream === 'stderr';
    return isError && dead.has(event.instance) ? [event.text] : [];
  });
  return words.join('').slice(-LAST_WORDS_CHARACTERS).trim();
}
