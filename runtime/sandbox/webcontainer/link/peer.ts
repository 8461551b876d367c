import { type Direction, encodeLines, LinesReader } from './lines.ts';
import { fromWire, type WireError, wireError } from './wire-error.ts';

/** What one side can be asked, by name. A handler's promise is the answer. */
export type Handlers = Readonly<
  Record<string, (argument: never, signal: AbortSignal) => unknown | Promise<unknown>>
>;

export interface PeerOptions {
  /** The way that this side's messages go. */
  readonly direction: Direction;
  readonly write: (text: string) => void;
  readonly handlers: Handlers;
  /** What else the terminal shows. */
  readonly onOther: (text: string) => void;
  /** The other side can no longer be understood. */
  readonly onBroken: (why: string) => void;
}

type Message =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly name: string;
      readonly argument: unknown;
    }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'tell'; readonly name: string; readonly argument: unknown }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: WireError };

interface Asked {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** One of two sides that ask each other over a terminal. */
export class Peer {
  readonly #options: PeerOptions;
  readonly #reader: LinesReader;
  readonly #asked = new Map<number, Asked>();
  /** What this side is asked now, and how to stop that. */
  readonly #doing = new Map<number, AbortController>();
  #lastId = 0;
  #over: Error | null = null;

  constructor(options: PeerOptions) {
    const { direction, onOther, onBroken } = options;
    this.#options = options;
    this.#reader = new LinesReader(direction === '>' ? '<' : '>', {
      message: (message) => this.#hear(message as Message),
      other: onOther,
      broken: onBroken,
    });
  }

  /** The terminal shows this. */
  heard(text: string): void {
    this.#reader.add(text);
  }

  /** Says something that needs no answer. */
  tell(name: string, argument: unknown): void {
    this.#send({ type: 'tell', name, argument });
  }

  /** Rejects with what the handler rejects with, or when the other side is gone. */
  ask(name: string, argument: unknown, signal?: AbortSignal): Promise<unknown> {
    if (this.#over !== null) return Promise.reject(this.#over);
    const id = ++this.#lastId;
    const abort = () => this.#send({ type: 'abort', id });
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
    });
    this.#send({ type: 'call', id, name, argument });
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    return answer.finally(() => signal?.removeEventListener('abort', abort));
  }

  /** The other side is gone: whoever waits for it is told. */
  close(why: Error): void {
    this.#over ??= why;
    for (const { reject } of this.#asked.values()) reject(why);
    this.#asked.clear();
    for (const doing of this.#doing.values()) doing.abort();
  }

  #send(message: Message): void {
    if (this.#over === null) {
      this.#options.write(encodeLines(this.#options.direction, message));
    }
  }

  #hear(message: Message): void {
    if (this.#over !== null) return;
    switch (message.type) {
      case 'call':
        void this.#answer(message.id, message.name, message.argument);
        return;
      case 'abort':
        this.#doing.get(message.id)?.abort();
        return;
      case 'tell':
        void this.#do(message.name, message.argument, new AbortController().signal);
        return;
      case 'done':
        this.#take(message.id)?.resolve(message.value);
        return;
      case 'failed':
        this.#take(message.id)?.reject(fromWire(message.error));
    }
  }

  #take(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  async #answer(id: number, name: string, argument: unknown): Promise<void> {
    const doing = new AbortController();
    this.#doing.set(id, doing);
    try {
      this.#send({ type: 'done', id, value: await this.#do(name, argument, doing.signal) });
    } catch (error) {
      this.#send({ type: 'failed', id, error: wireError(error) });
    } finally {
      this.#doing.delete(id);
    }
  }

  #do(name: string, argument: unknown, signal: AbortSignal): unknown {
    const handler = this.#options.handlers[name];
    if (handler === undefined) throw new Error(`Nobody here knows what "${name}" is.`);
    return handler(argument as never, signal);
  }
}
