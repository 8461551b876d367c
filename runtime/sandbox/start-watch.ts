import type { Exit } from './sandbox.ts';

/** What a process, or the place that runs it, tells of its start. */
export type StartReport =
  | { readonly type: 'listening'; readonly port: number }
  /** It could not have this port (EADDRINUSE). */
  | { readonly type: 'port-taken'; readonly port: number }
  /** An error that nothing caught; `stack` is as Node prints it. */
  | { readonly type: 'uncaught'; readonly stack: string };

/** How long a service that listens elsewhere may take to listen where it was told as well. */
export const SECOND_PORT_LIMIT_MS = 500;

/** How a start came out. */
export type StartOutcome =
  | { readonly kind: 'listening' }
  | { readonly kind: 'port-taken'; readonly port: number }
  | { readonly kind: 'elsewhere'; readonly listensOn: number }
  | { readonly kind: 'threw'; readonly stack: string }
  | { readonly kind: 'exited'; readonly exit: Exit }
  | { readonly kind: 'silent' }
  | { readonly kind: 'aborted' };

/** Calls back after a time, unless the function that it returns is called before. */
export type SetTimer = (delayMs: number, run: () => void) => () => void;

const setMachineTimer: SetTimer = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** Watches a process from the moment when it is started until it is clear how the start came out. */
export class StartWatch {
  readonly outcome: Promise<StartOutcome>;
  readonly #port: number;
  readonly #setTimer: SetTimer;
  readonly #clearTimers: (() => void)[] = [];
  #settle: (outcome: StartOutcome) => void = () => {};
  #listensOn: number | null = null;
  #takenPort: number | null = null;
  #stack: string | null = null;

  /** `setTimer` is that of the sandbox's clock. */
  constructor(
    port: number,
    timeoutMs: number,
    signal: AbortSignal,
    setTimer: SetTimer = setMachineTimer,
  ) {
    this.#port = port;
    this.#setTimer = setTimer;
    const abort = () => this.abort();
    this.outcome = new Promise<StartOutcome>((resolve) => {
      this.#settle = resolve;
    }).finally(() => {
      for (const clear of this.#clearTimers) clear();
      signal.removeEventListener('abort', abort);
    });
    this.#clearTimers.push(this.#setTimer(timeoutMs, () => this.#giveUp()));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }

  /** The process has said something of itself. */
  report(report: StartReport): void {
    if (report.type === 'uncaught') {
      this.#stack = report.stack;
    } else if (report.port === this.#port) {
      if (report.type === 'listening') this.#settle({ kind: 'listening' });
      else this.#settle({ kind: 'port-taken', port: report.port });
    } else if (report.type === 'port-taken') {
      this.#takenPort = report.port;
    } else if (this.#listensOn === null) {
      this.#listensOn = report.port;
      this.#clearTimers.push(this.#setTimer(SECOND_PORT_LIMIT_MS, () => this.#giveUp()));
    }
  }

  /** The process is gone, and everything that it reported has been handed over. */
  exited(exit: Exit): void {
    if (this.#takenPort !== null) this.#settle({ kind: 'port-taken', port: this.#takenPort });
    else if (this.#stack !== null) this.#settle({ kind: 'threw', stack: this.#stack });
    else this.#settle({ kind: 'exited', exit });
  }

  /** Nobody waits for the start any more. */
  abort(): void {
    this.#settle({ kind: 'aborted' });
  }

  #giveUp(): void {
    if (this.#listensOn === null) this.#settle({ kind: 'silent' });
    else this.#settle({ kind: 'elsewhere', listensOn: this.#listensOn });
  }
}
