/** https://compression.spec.whatwg.org, by fflate: what comes out is the same in every engine. */
import { TransformStream } from 'web-streams-polyfill';
import { invalidValue } from '../../errors/argument-error.ts';
import { deflate } from '../../on-demand/index.ts';

/** fflate's streaming classes, as far as they are alike. */
interface Coder {
  ondata: ((bytes: Uint8Array<ArrayBuffer>, final: boolean) => void) | null;
  push(bytes: Uint8Array, final?: boolean): void;
}

const FORMATS = ['deflate', 'deflate-raw', 'gzip'] as const;
type Format = (typeof FORMATS)[number];

const ENCODERS: Readonly<Record<Format, () => Coder>> = {
  deflate: () => new (deflate().Zlib)() as unknown as Coder,
  'deflate-raw': () => new (deflate().Deflate)() as unknown as Coder,
  gzip: () => new (deflate().Gzip)() as unknown as Coder,
};

const DECODERS: Readonly<Record<Format, () => Coder>> = {
  deflate: () => new (deflate().Unzlib)() as unknown as Coder,
  'deflate-raw': () => new (deflate().Inflate)() as unknown as Coder,
  gzip: () => new (deflate().Gunzip)() as unknown as Coder,
};

class CodingStream {
  readonly #through: TransformStream<Uint8Array, Uint8Array>;

  constructor(coder: Coder) {
    this.#through = new TransformStream<Uint8Array, Uint8Array>({
      start(controller) {
        coder.ondata = (bytes) => {
          if (bytes.length > 0) controller.enqueue(bytes.slice());
        };
      },
      transform: (chunk) => coder.push(bytesOf(chunk)),
      flush: () => coder.push(new Uint8Array(0), true),
    });
  }

  get readable() {
    return this.#through.readable;
  }

  get writable() {
    return this.#through.writable;
  }
}

export class CompressionStream extends CodingStream {
  constructor(format: unknown) {
    super(ENCODERS[formatOf(format)]());
  }
}

export class DecompressionStream extends CodingStream {
  constructor(format: unknown) {
    super(DECODERS[formatOf(format)]());
  }
}

function formatOf(format: unknown): Format {
  const known = FORMATS.find((each) => each === format);
  if (known !== undefined) return known;
  const names = FORMATS.map((each) => `'${each}'`).join(', ');
  throw invalidValue('format', format, `must be one of: ${names}`);
}

function bytesOf(chunk: Uint8Array | ArrayBuffer): Uint8Array {
  if (ArrayBuffer.isView(chunk)) {
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  return new Uint8Array(chunk);
}
