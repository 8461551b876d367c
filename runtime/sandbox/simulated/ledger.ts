import { type LedgerEvent, MemoryLedger } from '../../network/index.ts';
import type { Driver } from './driver.ts';

/** A ledger for whose next event virtual time passes. */
export class SimulatedLedger extends MemoryLedger {
  readonly #driver: Driver;

  constructor(nowMs: () => number, driver: Driver) {
    super(nowMs);
    this.#driver = driver;
  }

  override next<E extends LedgerEvent>(
    test: (event: LedgerEvent) => event is E,
    signal: AbortSignal,
  ): Promise<E> {
    return this.#driver.waitFor(super.next(test, signal));
  }
}
