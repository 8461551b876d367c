import { type CrashPoint, isMomentOf, type Moment } from './moment.ts';

interface Armed {
  readonly point: CrashPoint;
  seen: number;
}

/** The points at which instances are to crash. */
export class CrashPoints {
  readonly #armed = new Map<string, Armed[]>();

  arm(instance: string, point: CrashPoint): void {
    const armed = this.#armed.get(instance) ?? [];
    this.#armed.set(instance, armed);
    armed.push({ point, seen: 0 });
  }

  /** The instance is gone. */
  forget(instance: string): void {
    this.#armed.delete(instance);
  }

  /** Whether any point of the instance is about its files: else nobody need look at those. */
  watchesFiles(instance: string): boolean {
    return this.#armed.get(instance)?.some(({ point }) => 'file' in point) ?? false;
  }

  /** Whether the instance is to crash in this moment. Counts it. */
  strikes(instance: string, moment: Moment): boolean {
    let strikes = false;
    for (const armed of this.#armed.get(instance) ?? []) {
      if (!isMomentOf(armed.point, moment)) continue;
      armed.seen += 1;
      strikes ||= armed.seen === armed.point.nth;
    }
    return strikes;
  }
}
