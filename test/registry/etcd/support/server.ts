/** A server under test: ours in this process, or a real one. */
export interface Server {
  call(method: string, path: string, body?: string): Promise<Answer>;
  /** Posts a body that stays open, and goes on reading what comes back. */
  open(path: string, firstPart: string): Stream;
  /** Lets time pass, real or virtual. */
  pass(ms: number): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

export interface Stream {
  /** Null until the answer has begun. */
  readonly status: number | null;
  readonly hasEnded: boolean;
  /** The messages that have come and were not taken. */
  readonly received: readonly unknown[];
  take(): unknown[];
  send(part: string): void;
  endBody(): void;
  /** Waits until the condition holds, but no longer than this. */
  wait(until: () => boolean, withinMs: number): Promise<void>;
  close(): void;
}

/** Takes the messages out of a streamed answer's text, one a line; the last may have no line's end. */
export class MessageLog {
  #text = '';
  #messages: unknown[] = [];

  get messages(): readonly unknown[] {
    return this.#messages;
  }

  push(text: string): void {
    const lines = (this.#text + text).split('\n');
    this.#text = lines.pop() ?? '';
    this.#messages.push(...lines.filter((line) => line !== '').map((line) => JSON.parse(line)));
  }

  end(): void {
    if (this.#text !== '') this.push('\n');
  }

  take(): unknown[] {
    return this.#messages.splice(0);
  }
}
