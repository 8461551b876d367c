import type { OutputStream } from '../../../process/index.ts';
import { type Admission, OutputGate } from '../../output-gate.ts';
import { LIMITS } from '../limits.ts';
import type { Outbox } from '../outbox.ts';
import type { FromProcess } from '../protocol.ts';

/** Prints of one callback that leave at once; those beyond it travel together. */
const PROMPT_PRINTS = 64;

/** How long prints beyond that may wait for the callback's end, if it never ends. */
const HELD_LIMIT_MS = 4;

interface Printed {
  readonly type: 'output';
  readonly stream: OutputStream;
  text: string;
  droppedBytes: number;
}

/**
 * Sends what the program prints, as much of it as can be shown. A callback that never ends must be
 * seen printing, so its first prints leave at once; and it must not flood the kernel, so that the
 * rest is cut and sent in few pieces.
 */
export class ProgramOutput {
  readonly #kernel: Outbox<FromProcess>;
  readonly #nowMs: () => number;
  readonly #gates: Readonly<Record<OutputStream, OutputGate>>;
  #waiting: Printed[] = [];
  #printsOfCallback = 0;
  #sentAtMs = 0;
  #isLifted = false;

  constructor(kernel: Outbox<FromProcess>, nowMs: () => number) {
    this.#kernel = kernel;
    this.#nowMs = nowMs;
    this.#gates = { stdout: new OutputGate(nowMs), stderr: new OutputGate(nowMs) };
  }

  /** From here on nothing is left out: what the registry prints are its observations. */
  lift(): void {
    this.#isLifted = true;
  }

  print(stream: OutputStream, printed: string): void {
    const { text, droppedBytes, beginsDropping } = this.#admit(stream, printed);
    this.#add(stream, text, beginsDropping ? droppedBytes : 0);
    this.#printsOfCallback += 1;
    if (this.#printsOfCallback === 1) queueMicrotask(() => this.#callbackEnded());
    const isPrompt = this.#printsOfCallback <= PROMPT_PRINTS;
    if (isPrompt || this.#nowMs() - this.#sentAtMs >= HELD_LIMIT_MS) this.flush();
  }

  /** Sends what waits: before the exit, after which nothing is heard. */
  flush(): void {
    this.#sentAtMs = this.#nowMs();
    if (this.#waiting.length === 0) return;
    for (const printed of this.#waiting) this.#kernel.push(printed);
    this.#waiting = [];
    this.#kernel.flush();
  }

  #admit(stream: OutputStream, text: string): Admission {
    if (this.#isLifted) return { text, droppedBytes: 0, beginsDropping: false };
    return this.#gates[stream].admit(text);
  }

  #add(stream: OutputStream, text: string, droppedBytes: number): void {
    if (text === '' && droppedBytes === 0) return;
    if (text.length > LIMITS.outputCharacters) {
      this.#add(stream, text.slice(0, LIMITS.outputCharacters), droppedBytes);
      this.#add(stream, text.slice(LIMITS.outputCharacters), 0);
      return;
    }
    const last = this.#waiting.at(-1);
    const isFull = (last?.text.length ?? 0) + text.length > LIMITS.outputCharacters;
    if (last?.stream !== stream || isFull) {
      this.#waiting.push({ type: 'output', stream, text, droppedBytes });
      return;
    }
    last.text += text;
    last.droppedBytes += droppedBytes;
  }

  #callbackEnded(): void {
    this.#printsOfCallback = 0;
    this.flush();
  }
}
