import type { CancelTimer, Clock } from '../clock.ts';
import type { Probe, Report } from './probe.ts';

/** A check that the service itself has to renew: silence for longer than its TTL is critical. */
export class TtlProbe implements Probe {
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #report: Report;
  #cancelTimer: CancelTimer = () => {};
  #lastOutput = '';

  constructor(clock: Clock, ttlMs: number, report: Report) {
    this.#clock = clock;
    this.#ttlMs = ttlMs;
    this.#report = report;
    this.#restart();
  }

  /** The service has said how it is: its time starts anew. */
  beat(output: string): void {
    this.#lastOutput = output;
    this.#restart();
  }

  stop(): void {
    this.#cancelTimer();
  }

  #restart(): void {
    this.stop();
    this.#cancelTimer = this.#clock.setTimer(this.#ttlMs, () => this.#expire());
  }

  #expire(): void {
    const last = this.#lastOutput;
    const follows = ` (last output before timeout follows): ${last}`;
    this.#report('critical', `TTL expired${last === '' ? '' : follows}`);
  }
}
