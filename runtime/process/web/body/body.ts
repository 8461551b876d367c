import { concatBytes } from '../bytes.ts';
import { ReadableStream } from '../streams/index.ts';
import { isDisturbed } from '../streams/internals.ts';

/** Reads a body piece by piece. */
export interface ByteReader {
  /** The next piece; null at the end. Rejects when the rest cannot come. */
  pull(): Promise<Uint8Array | null>;
  /** Nobody wants the rest. */
  cancel(reason: unknown): void;
}

/** A body that comes as it is asked for: from the network, or made by a program. */
export interface ByteSource extends ByteReader {
  /** Each piece in memory of its own. */
  pull(): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Resolves with the reason as soon as the rest cannot come; never when all came. */
  readonly failed: Promise<unknown>;
}

type Content =
  /** Never changed, and copied before they are handed out. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'source'; readonly source: ByteSource }
  | { readonly kind: 'stream'; readonly stream: ReadableStream<Uint8Array> };

/**
 * A message's body. It becomes a stream only when somebody asks for the stream; read as a whole it
 * takes a fraction of the promises. https://fetch.spec.whatwg.org/#concept-body
 */
export class Body {
  #content: Content;
  #taken = false;
  /** The bytes when all of them are known, so that they can be sent again; null for a stream. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;

  constructor(content: Content) {
    this.#content = content;
    this.bytes = content.kind === 'bytes' ? content.bytes : null;
  }

  get stream(): ReadableStream<Uint8Array> {
    if (this.#content.kind !== 'stream') {
      const stream = this.#taken ? spentStream() : toStream(this.#content);
      this.#content = { kind: 'stream', stream };
    }
    return this.#content.stream;
  }

  /** Whether anybody has begun to read it. */
  get used(): boolean {
    return this.#content.kind === 'stream' ? isDisturbed(this.#content.stream) : this.#taken;
  }

  get unusable(): boolean {
    return this.used || (this.#content.kind === 'stream' && this.#content.stream.locked);
  }

  /** All of it. The caller may read these bytes but must not change them or hand them out. */
  async consume(): Promise<Uint8Array<ArrayBuffer>> {
    const content = this.#content;
    if (content.kind === 'stream') return readAll(content.stream);
    this.#taken = true;
    return content.kind === 'bytes' ? content.bytes : drain(content.source);
  }

  /** Another body with the same bytes to come. */
  clone(): Body {
    if (this.bytes !== null) return new Body({ kind: 'bytes', bytes: this.bytes });
    const [mine, other] = this.stream.tee();
    this.#content = { kind: 'stream', stream: mine };
    return new Body({ kind: 'stream', stream: other });
  }

  /** A body that goes on where this one ends: this one counts as read. */
  take(): Body {
    const content = this.#content;
    this.#content = { kind: 'bytes', bytes: new Uint8Array() };
    this.#taken = true;
    return new Body(content);
  }

  /** Begins to read it piece by piece. */
  open(): ByteReader {
    const content = this.#content;
    this.#taken = true;
    if (content.kind === 'source') return content.source;
    if (content.kind === 'stream') return streamReader(content.stream);
    return bytesReader(content.bytes);
  }

  /** Nobody wants the rest. */
  cancel(reason: unknown): void {
    const content = this.#content;
    if (content.kind === 'source') content.source.cancel(reason);
    else if (content.kind === 'stream' && !content.stream.locked) {
      content.stream.cancel(reason).catch(() => undefined);
    }
  }
}

function bytesReader(bytes: Uint8Array<ArrayBuffer>): ByteReader {
  let left: Uint8Array<ArrayBuffer> | null = bytes.length > 0 ? bytes : null;
  return {
    async pull() {
      const next = left;
      left = null;
      return next;
    },
    cancel() {
      left = null;
    },
  };
}

function streamReader(stream: ReadableStream<Uint8Array>): ByteReader {
  const reader = stream.getReader();
  return {
    async pull() {
      const { done, value } = await reader.read();
      return done ? null : value;
    },
    cancel(reason) {
      reader.cancel(reason).catch(() => undefined);
    },
  };
}

async function drain(source: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
  const first = await source.pull();
  if (first === null) return new Uint8Array();
  const parts = [first];
  for (;;) {
    const next = await source.pull();
    if (next === null) return parts.length === 1 ? first : concatBytes(parts);
    parts.push(next);
  }
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concatBytes(parts);
    if (!(value instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
    parts.push(value);
  }
}

function toStream(content: Content & { kind: 'bytes' | 'source' }): ReadableStream<Uint8Array> {
  if (content.kind === 'bytes') return bytesStream(content.bytes);
  const { source } = content;
  return new ReadableStream({
    type: 'bytes',
    start(controller) {
      // At once, and not when somebody reads: what is queued is dropped, as in Node.
      source.failed.then((reason) => controller.error(reason));
    },
    async pull(controller) {
      const bytes = await source.pull();
      if (bytes !== null) return controller.enqueue(bytes);
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel: (reason) => source.cancel(reason),
  });
}

function bytesStream(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (bytes.length > 0) controller.enqueue(bytes.slice());
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
}

/** What a body that was read as a whole shows as its stream: locked, and at its end. */
function spentStream(): ReadableStream<Uint8Array> {
  const stream = new ReadableStream<Uint8Array>({
    type: 'bytes',
    start: (controller) => controller.close(),
  });
  stream.getReader().read();
  return stream;
}
