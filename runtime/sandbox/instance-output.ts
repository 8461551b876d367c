import type { MemoryLedger } from '../network/index.ts';
import type { OutputStream } from '../process/index.ts';
import { OUTPUT_LIMITS, OutputGate } from './output-gate.ts';
import { Observer } from './registry/observer.ts';

export interface Printing {
  readonly id: string;
  /** Whether it is the registry's program, whose standard output is what it observes. */
  readonly isRegistry: boolean;
  readonly ledger: MemoryLedger;
  readonly nowMs: () => number;
}

/** What an instance prints, on its way into the ledger. */
export class InstanceOutput {
  readonly #id: string;
  readonly #ledger: MemoryLedger;
  readonly #observer: Observer | null;
  readonly #gates: Readonly<Record<OutputStream, OutputGate>>;

  constructor({ id, isRegistry, ledger, nowMs }: Printing, limits = OUTPUT_LIMITS) {
    this.#id = id;
    this.#ledger = ledger;
    this.#observer = isRegistry ? new Observer(id, ledger) : null;
    this.#gates = { stdout: new OutputGate(nowMs, limits), stderr: new OutputGate(nowMs, limits) };
  }

  /** `droppedBefore` are the bytes that were left out before it came here. */
  printed(stream: OutputStream, printed: string, droppedBefore = 0): void {
    if (this.#observer !== null && stream === 'stdout') {
      this.#observer.printed(printed);
      return;
    }
    const instance = this.#id;
    const { text, droppedBytes, beginsDropping } = this.#gates[stream].admit(printed);
    if (text !== '') this.#ledger.append({ type: 'output', instance, stream, text });
    const bytes = droppedBefore + (beginsDropping ? droppedBytes : 0);
    if (bytes === 0) return;
    const message = `${instance} prints faster than can be shown: output is left out until it slows down.`;
    this.#ledger.append({ type: 'output-dropped', instance, bytes, message });
  }
}
