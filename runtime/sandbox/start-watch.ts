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

/** Watches a process from the moment when it is started until it is clear how the start came out. */
export class StartWatch {
  readonly outcome: Promise<StartOutcome>;
  readonly #port: number;
  readonly #timers: ReturnType<typeof setTimeout>[] = [];
  #settle: (outcome: StartOutcome) => void = () => {};
  #listensOn: number | null = null;
  #takenPort: number | null = null;
  #stack: string | null = null;

  constructor(port: number, timeoutMs: number, signal: AbortSignal) {
    this.#port = port;
    const abort = () => this.#settle({ kind: 'aborted' });
    this.outcome = new Promise<StartOutcome>((resolve) => {
      this.#settle = resolve;
    }).finally(() => {
      for (const timer of this.#timers) clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    });
    this.#timers.push(setTimeout(() => this.#giveUp(), timeoutMs));
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
      this.#timers.push(setTimeout(() => this.#giveUp(), SECOND_PORT_LIMIT_MS));
    }
  }

  /** The process is gone, and everything that it reported has been handed over. */
  exited(exit: Exit): void {
    if (this.#takenPort !== null) this.#settle({ kind: 'port-taken', port: this.#takenPort });
    else if (this.#stack !== null) this.#settle({ kind: 'threw', stack: this.#stack });
    else this.#settle({ kind: 'exited', exit });
  }

  #giveUp(): void {
    if (this.#listensOn === null) this.#settle({ kind: 'silent' });
    else this.#settle({ kind: 'elsewhere', listensOn: this.#listensOn });
  }
}
