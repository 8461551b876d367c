/** Smaller ones come so slowly that silence is noticed before they do harm. */
const COUNTED_FROM_BYTES = 4096;

/**
 * What WebKit's collector needs to keep up with a program that lets go of buffers as fast as it makes
 * them: so long for so many bytes, once half of the limit is held. Measured: without it one in ten
 * such programs went beyond 1 GB, one of them to 2.3; with it none went beyond 600 MB.
 */
const PACE = { bytes: 16 * 1024 * 1024, waitMs: 20 };

/** `maxByteLength`: of one that can be resized, which has room for as much from the beginning. */
type Bytes = ArrayBuffer & { readonly maxByteLength?: number };
/** An ArrayBuffer, a view on one, or a WebAssembly.Memory. */
type Made = Bytes | { readonly buffer: Bytes };
type Constructor = new (...given: never[]) => object;
type Scope = Record<string, Constructor | undefined>;

// Taken now: a program may replace its own.
const nowMs = performance.now.bind(performance);

const VIEWS =
  `BigInt64Array BigUint64Array Float16Array Float32Array Float64Array Int16Array Int32Array
  Int8Array Uint16Array Uint32Array Uint8Array Uint8ClampedArray`.split(/\s+/);

/**
 * Holds a program to so many bytes in ArrayBuffers. Those are not in the engine's heap, which has a
 * limit of its own: without this one the operating system would end the whole frame, or slow down
 * the whole machine. What would go beyond it throws the RangeError that V8 throws when there is no
 * memory left, after `onReached`, which is called once.
 *
 * The engine says what it has collected only between two tasks: so one task may not make more than
 * that either, whatever it lets go of.
 */
export class BufferCeiling {
  readonly #limitBytes: number;
  readonly #onReached: () => void;
  readonly #isPaced: boolean;
  readonly #collected = new FinalizationRegistry<number>((bytes) => {
    this.#heldBytes -= bytes;
  });
  #heldBytes = 0;
  /** Made since it last waited. */
  #unpacedBytes = 0;
  #isTold = false;

  /** `isPaced`: for an engine whose collector works beside the program and may fall behind it. */
  constructor(limitBytes: number, isPaced: boolean, onReached: () => void) {
    this.#limitBytes = limitBytes;
    this.#isPaced = isPaced;
    this.#onReached = onReached;
  }

  /** Puts constructors that count in the place of the realm's own; `subclasses` are Uint8Array's. */
  install(subclasses: readonly object[]): void {
    const scope = globalThis as unknown as Scope;
    for (const name of ['ArrayBuffer', ...VIEWS]) this.#replace(scope, name);
    if (typeof WebAssembly === 'object') this.#replace(WebAssembly as unknown as Scope, 'Memory');
    for (const each of subclasses) Reflect.setPrototypeOf(each, Uint8Array);
  }

  #replace(owner: Scope, name: string): void {
    const native = owner[name];
    if (native === undefined) return;
    const counting = new Proxy(native, {
      construct: (target, given, newTarget) => {
        const made: Made = Reflect.construct(target, given, newTarget);
        // Asked first: an engine makes the buffer of a short view only when somebody asks for it.
        if (ArrayBuffer.isView(made) && made.byteLength < COUNTED_FROM_BYTES) return made;
        const bytes = 'buffer' in made ? made.buffer : made;
        if (bytes !== given[0]) this.#hold(bytes);
        return made;
      },
    });
    define(owner, name, counting);
    define(native.prototype, 'constructor', counting);
  }

  #hold(buffer: Bytes): void {
    const bytes = buffer.maxByteLength ?? buffer.byteLength;
    if (bytes < COUNTED_FROM_BYTES) return;
    if (this.#heldBytes + bytes > this.#limitBytes) {
      this.#tell();
      throw new RangeError('Array buffer allocation failed');
    }
    this.#heldBytes += bytes;
    this.#collected.register(buffer, bytes);
    if (this.#isPaced && this.#heldBytes > this.#limitBytes / 2) this.#pace(bytes);
  }

  #pace(bytes: number): void {
    this.#unpacedBytes += bytes;
    if (this.#unpacedBytes < PACE.bytes) return;
    this.#unpacedBytes = 0;
    const untilMs = nowMs() + PACE.waitMs;
    while (nowMs() < untilMs);
  }

  #tell(): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#onReached();
  }
}

function define(owner: object, name: string, value: unknown): void {
  Reflect.defineProperty(owner, name, { value, writable: true, configurable: true });
}
