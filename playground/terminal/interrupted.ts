import { constants } from 'node:os';
import process from 'node:process';

/** The process was asked to end by a signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }

  /** What a shell reports for a process that the signal ended: 128 and the signal's number. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}

/**
 * A signal that aborts when the process is asked to end, so that everything started is ended in
 * order. Asked a second time, the process ends at once.
 */
export function leavingSignal(): AbortSignal {
  const leaving = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const interrupted = new Interrupted(signal);
      if (leaving.signal.aborted) process.exit(interrupted.exitCode);
      leaving.abort(interrupted);
    });
  }
  return leaving.signal;
}
