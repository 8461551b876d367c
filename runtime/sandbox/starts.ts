import type { MemoryLedger } from '../network/index.ts';
import { SandboxError, StartError } from './errors.ts';

/** Numbers the instances of each service, and tells the ledger of their starts. */
export class Starts {
  readonly #ledger: MemoryLedger;
  readonly #nowMs: () => number;
  readonly #counts = new Map<string, number>();

  constructor(ledger: MemoryLedger, nowMs: () => number) {
    this.#ledger = ledger;
    this.#nowMs = nowMs;
  }

  begin(service: string): Start {
    const count = (this.#counts.get(service) ?? 0) + 1;
    this.#counts.set(service, count);
    return new Start(`${service}-${count}`, service, this.#ledger, this.#nowMs);
  }
}

/** One start, from its beginning to how it came out. */
class Start {
  readonly id: string;
  readonly #service: string;
  readonly #ledger: MemoryLedger;
  readonly #nowMs: () => number;
  readonly #begunAtMs: number;

  constructor(id: string, service: string, ledger: MemoryLedger, nowMs: () => number) {
    this.id = id;
    this.#service = service;
    this.#ledger = ledger;
    this.#nowMs = nowMs;
    this.#begunAtMs = nowMs();
  }

  /** Again for another port, when the first turned out to be taken. */
  on(port: number): void {
    this.#ledger.append({ type: 'starting', instance: this.id, service: this.#service, port });
  }

  listens(port: number): void {
    const tookMs = this.#nowMs() - this.#begunAtMs;
    const instance = { instance: this.id, service: this.#service };
    this.#ledger.append({ type: 'listening', ...instance, port, tookMs });
  }

  /** Throws an error that no start gives: that is a bug of ours. */
  failed(error: unknown): void {
    if (!(error instanceof StartError || error instanceof SandboxError)) throw error;
    const { code, message } = error;
    const instance = { instance: this.id, service: this.#service };
    this.#ledger.append({ type: 'start-failed', ...instance, code, message });
  }
}
