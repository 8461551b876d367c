import { type ReadableStream, TransformStream, type WritableStream } from 'web-streams-polyfill';
import { TextDecoder } from '../encoding/text-decoder.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';

/** Bytes to text. https://encoding.spec.whatwg.org/#interface-textdecoderstream */
export class TextDecoderStream {
  readonly #decoder: TextDecoder;
  readonly #transform: TransformStream<BufferSource, string>;

  constructor(encoding = 'utf-8', options: TextDecoderOptions = {}) {
    const decoder = new TextDecoder(encoding, options);
    this.#decoder = decoder;
    this.#transform = new TransformStream<BufferSource, string>({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  get encoding(): string {
    return this.#decoder.encoding;
  }

  get fatal(): boolean {
    return this.#decoder.fatal;
  }

  get ignoreBOM(): boolean {
    return this.#decoder.ignoreBOM;
  }

  get readable(): ReadableStream<string> {
    return this.#transform.readable;
  }

  get writable(): WritableStream<BufferSource> {
    return this.#transform.writable;
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const { encoding, fatal, ignoreBOM, readable, writable } = this;
    const members = { encoding, fatal, ignoreBOM, readable, writable };
    return inspectAs(this.constructor.name, members, depth, options, inspect);
  }
}

/** Text to UTF-8 bytes. https://encoding.spec.whatwg.org/#interface-textencoderstream */
export class TextEncoderStream {
  readonly #transform: TransformStream<string, Uint8Array>;

  constructor() {
    const encoder = new TextEncoder();
    // A character of two units may be cut in half by the end of a chunk.
    let highSurrogate = '';
    this.#transform = new TransformStream<string, Uint8Array>({
      transform(chunk, controller) {
        const text = highSurrogate + String(chunk);
        highSurrogate = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
        const whole = highSurrogate === '' ? text : text.slice(0, -1);
        if (whole !== '') controller.enqueue(encoder.encode(whole));
      },
      flush(controller) {
        if (highSurrogate !== '') controller.enqueue(encoder.encode(highSurrogate));
      },
    });
  }

  get encoding(): string {
    return 'utf-8';
  }

  get readable(): ReadableStream<Uint8Array> {
    return this.#transform.readable;
  }

  get writable(): WritableStream<string> {
    return this.#transform.writable;
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const { encoding, readable, writable } = this;
    const members = { encoding, readable, writable };
    return inspectAs(this.constructor.name, members, depth, options, inspect);
  }
}
