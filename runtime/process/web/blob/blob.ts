import { invalidArgument, nodeError } from '../../errors/node-error.ts';
import { concatBytes } from '../bytes.ts';
import { TextDecoder } from '../encoding/text-decoder.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';
import { ReadableStream } from '../streams/index.ts';

export type BlobPart = string | ArrayBuffer | ArrayBufferView | Blob;

export interface BlobOptions {
  type?: string;
  endings?: 'transparent' | 'native';
}

/** The bytes of a blob themselves. They never change: whoever hands them out copies them first. */
export let bytesOf: (blob: Blob) => Uint8Array<ArrayBuffer>;

/** How many bytes a blob's stream gives at a time. */
const CHUNK_BYTES = 64 * 1024;

/** Bytes that never change, with a type. https://w3c.github.io/FileAPI/#blob-section */
export class Blob {
  #bytes: Uint8Array<ArrayBuffer>;
  #type: string;

  static {
    bytesOf = (blob) => blob.#bytes;
  }

  constructor(parts: Iterable<BlobPart> = [], options?: BlobOptions | null) {
    if (parts === null || typeof parts === 'string' || !isIterable(parts)) {
      throw invalidArgument('sources', 'a sequence', parts);
    }
    if (options !== undefined && options !== null && typeof options !== 'object') {
      throw invalidArgument('options', 'a dictionary', options);
    }
    const endings = `${options?.endings ?? 'transparent'}`;
    if (endings !== 'transparent' && endings !== 'native') {
      const message = `The property 'options.endings' is invalid. Received '${endings}'`;
      throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
    }
    this.#bytes = concatBytes(Array.from(parts, (part) => partBytes(part, endings)));
    this.#type = cleanType(options?.type ?? '');
  }

  get size(): number {
    return this.#bytes.length;
  }

  get type(): string {
    return this.#type;
  }

  /** A part of it, of another type; negative positions count from the end. Copies nothing. */
  slice(start = 0, end = this.size, contentType = ''): Blob {
    const part = new Blob([], { type: contentType });
    part.#bytes = this.#bytes.subarray(start, end);
    return part;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.slice().buffer;
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#bytes.slice();
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(this.#bytes);
  }

  stream(): ReadableStream<Uint8Array> {
    const bytes = this.#bytes;
    let position = 0;
    return new ReadableStream(
      {
        type: 'bytes',
        pull(controller) {
          const chunk = bytes.slice(position, position + CHUNK_BYTES);
          position += chunk.length;
          if (chunk.length > 0) return controller.enqueue(chunk);
          controller.close();
          // Lets a waiting BYOB reader know of the end.
          controller.byobRequest?.respond(0);
        },
      },
      { highWaterMark: 0 },
    );
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const members = { size: this.size, type: this.type };
    return inspectAs('Blob', members, depth, options, inspect);
  }

  get [Symbol.toStringTag](): string {
    return 'Blob';
  }
}

function isIterable(value: unknown): boolean {
  return typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === 'function';
}

function partBytes(part: BlobPart, endings: 'transparent' | 'native'): Uint8Array {
  if (part instanceof Blob) return bytesOf(part);
  if (part instanceof ArrayBuffer) return new Uint8Array(part);
  if (ArrayBuffer.isView(part)) {
    return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  }
  const text = `${part}`;
  return new TextEncoder().encode(endings === 'native' ? text.replace(/\r\n/g, '\n') : text);
}

/** A type of printable ASCII, in lower case; anything else is no type. */
function cleanType(type: unknown): string {
  const text = `${type}`;
  return /[^\u0020-\u007E]/.test(text) ? '' : text.toLowerCase();
}
