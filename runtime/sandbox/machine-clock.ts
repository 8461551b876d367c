import type { Clock } from './sandbox.ts';

/** This machine's own clock, from the moment when it was told to start. */
export class MachineClock implements Clock {
  #startedAtMs: number | null = null;

  start(): void {
    this.#startedAtMs = performance.now();
  }

  /** 0 until it is started. */
  nowMs(): number {
    return this.#startedAtMs === null ? 0 : performance.now() - this.#startedAtMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const wake = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', wake);
        resolve();
      }, ms);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
