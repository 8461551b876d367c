import type { Frame } from '../../process/index.ts';

type Post<Message> = (messages: Message[], transfer: Transferable[]) => void;

/** Bodies from this size on are moved to the receiver instead of copied. */
const MOVED_FROM_BYTES = 16 * 1024;

/** Sends messages in batches: all that one callback has to say travels together. */
export class Outbox<Message> {
  readonly #post: Post<Message>;
  #messages: Message[] = [];
  #moved: Transferable[] = [];
  #asked = false;

  constructor(post: Post<Message>) {
    this.#post = post;
  }

  push(message: Message, moved?: Transferable): void {
    this.#messages.push(message);
    if (moved !== undefined) this.#moved.push(moved);
    if (this.#asked) return;
    this.#asked = true;
    queueMicrotask(() => this.flush());
  }

  /** Sends what there is at once: for what must leave even if the callback never ends. */
  flush(): void {
    this.#asked = false;
    if (this.#messages.length === 0) return;
    const [messages, moved] = [this.#messages, this.#moved];
    this.#messages = [];
    this.#moved = [];
    this.#post(messages, moved);
  }
}

/** The buffer of a body frame that is worth moving. Its sender must not use the bytes again. */
export function movableIn(message: { type: string; frame?: Frame }): Transferable | undefined {
  const { frame } = message;
  return frame?.kind === 'body' && frame.bytes.byteLength >= MOVED_FROM_BYTES
    ? frame.bytes.buffer
    : undefined;
}
