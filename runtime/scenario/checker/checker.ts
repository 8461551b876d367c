import type { LedgerEvent } from '../../network/index.ts';
import type { Whereabouts } from '../../sandbox/simulated/index.ts';
import type { Verdict } from '../verdict.ts';
import { CheckerError } from './error.ts';
import { notLoaded, noVerdict, type Outcome, type Progress } from './outcome.ts';
import type { CheckJob, FromChecker } from './protocol.ts';
import { readMessage } from './read-message.ts';
import { refuseBadToken } from './refuse-token.ts';
import { Silence } from './silence.ts';
import type { Death, LaunchVessel, Vessel } from './vessel.ts';

export interface CheckerEvents {
  /** The learner's: its abort ends the check, which rejects with its reason. */
  readonly signal: AbortSignal;
  /** Called with how many schedules have been tried, of how many. */
  readonly onProgress: (tried: number, of: number) => void;
}

export interface CheckResult {
  readonly verdict: Verdict;
  /** Everything that happened, where the job was one schedule; else empty. */
  readonly run: readonly LedgerEvent[];
}

export interface CheckerLimits {
  /** How long the worker may take to load its own code. */
  readonly startMs: number;
  /**
   * How long nothing may be heard of it, after that: more than the simulator allows one call into a
   * service, which it ends by itself where it can.
   */
  readonly silenceMs: number;
  /** How long it may take to stop when it is asked to; then it is ended. */
  readonly stopMs: number;
}

const LIMITS: CheckerLimits = { startMs: 60_000, silenceMs: 15_000, stopMs: 500 };

/** Which share of the silence is enough where it is known that it will come. */
const TELLING_SHARE = 3;

/** Runs checks in a worker, one at a time, and lives on whatever becomes of the worker. */
export class Checker {
  readonly #launch: LaunchVessel;
  readonly #limits: CheckerLimits;
  #vessel: Vessel | null = null;
  #isReady = false;
  #hear: (message: FromChecker) => void = () => {};
  #die: (death: Death) => void = () => {};
  #lastId = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(launch: LaunchVessel, limits: Partial<CheckerLimits> = {}) {
    this.#launch = launch;
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Starts a worker ahead of the next check, when there is none. */
  warm(): void {
    this.#vessel ??= this.#begin();
  }

  /**
   * Gives the verdict. Where the worker dies or falls silent, that is an inconclusive one. Rejects
   * with the signal's reason when it aborts, and with a CheckerError when the job's token is none, or
   * the check itself failed.
   */
  check(job: CheckJob, events: CheckerEvents): Promise<CheckResult> {
    const result = this.#last.then(() => this.#run(job, events));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Ends the worker. */
  async close(): Promise<void> {
    const vessel = this.#vessel;
    this.#vessel = null;
    await vessel?.end();
  }

  #begin(): Vessel {
    this.#isReady = false;
    const vessel = this.#launch({
      heard: (data) => {
        const message = this.#vessel === vessel ? readMessage(data) : null;
        if (message?.type === 'ready') this.#isReady = true;
        if (message !== null) this.#hear(message);
      },
      died: (death) => {
        if (this.#vessel !== vessel) return;
        this.#vessel = null;
        this.#die(death);
      },
    });
    return vessel;
  }

  async #run(job: CheckJob, { signal, onProgress }: CheckerEvents): Promise<CheckResult> {
    signal.throwIfAborted();
    if (job.token !== null) refuseBadToken(job.token);
    let progress: Progress = { tried: 0, of: 0 };
    const outcome = await this.#ask(job, signal, this.#limits.silenceMs, (message) => {
      if (message.type !== 'progress') return;
      progress = message;
      onProgress(progress.tried, progress.of);
    });
    signal.throwIfAborted();
    if (outcome.kind === 'stopped') throw new Error('A check stopped that nobody had stopped.');
    if (outcome.kind !== 'answered') {
      if (!this.#isReady) throw notLoaded(outcome);
      const at = await this.#whereabouts({ ...job, tellFrom: progress.tried }, signal);
      return { verdict: noVerdict(outcome, job.services, progress, at), run: [] };
    }
    const { message } = outcome;
    if (message.type === 'verdict') return { verdict: message.verdict, run: message.run };
    throw new CheckerError(
      `The check failed: ${message.message}`,
      'This is a bug in the check, not in your code.',
    );
  }

  /**
   * Where the learner's code is when nothing more is heard of a worker. A thread that is stuck cannot
   * say so; but the same files do the same again, so another worker is asked to, and to tell each
   * step. Null where that one gives an answer, or where nobody's code was running.
   */
  async #whereabouts(job: CheckJob, signal: AbortSignal): Promise<Whereabouts | null> {
    let at: Whereabouts | null = null;
    const silenceMs = this.#limits.silenceMs / TELLING_SHARE;
    const outcome = await this.#ask(job, signal, silenceMs, (message) => {
      if (message.type === 'at') at = message.at;
    });
    signal.throwIfAborted();
    return outcome.kind === 'died' || outcome.kind === 'silent' ? at : null;
  }

  async #ask(
    job: CheckJob,
    signal: AbortSignal,
    silenceMs: number,
    onNews: (message: FromChecker) => void,
  ): Promise<Outcome> {
    const { startMs, stopMs } = this.#limits;
    const id = ++this.#lastId;
    let settle: (outcome: Outcome) => void = () => {};
    const settled = new Promise<Outcome>((resolve) => {
      settle = resolve;
    });
    const silentAfter = (ms: number) => new Silence(ms, () => settle({ kind: 'silent', ms }));

    this.warm();
    let silence = silentAfter(this.#isReady ? silenceMs : startMs);
    this.#die = (death) => settle({ kind: 'died', death });
    this.#hear = (message) => {
      silence.heard();
      if (message.type === 'ready') {
        silence.stop();
        silence = silentAfter(silenceMs);
      }
      if (!('id' in message) || message.id !== id) return;
      if (message.type === 'progress' || message.type === 'at') onNews(message);
      else if (message.type === 'stopped') settle({ kind: 'stopped' });
      else settle({ kind: 'answered', message });
    };
    let patience: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      this.#vessel?.post({ type: 'stop', id });
      patience = setTimeout(() => settle({ kind: 'silent', ms: stopMs }), stopMs);
    };
    signal.addEventListener('abort', stop, { once: true });
    this.#vessel?.post({ type: 'check', id, job });
    try {
      const outcome = await settled;
      if (outcome.kind === 'silent') await this.close();
      return outcome;
    } finally {
      signal.removeEventListener('abort', stop);
      clearTimeout(patience);
      silence.stop();
      this.#hear = () => {};
      this.#die = () => {};
    }
  }
}
