import { nodeError } from '../../errors/node-error.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';

/** The engine's TextDecoder with the errors and the looks of Node's. */
export class TextDecoder extends globalThis.TextDecoder {
  constructor(encoding: unknown = 'utf-8', options?: TextDecoderOptions) {
    try {
      super(encoding as string, options);
    } catch {
      const message = `The "${encoding}" encoding is not supported`;
      throw nodeError(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', message);
    }
  }

  override decode(input?: AllowSharedBufferSource, options?: TextDecodeOptions): string {
    try {
      return super.decode(input, options);
    } catch (error) {
      throw isBytes(input) ? this.#invalidData() : invalidInput(error);
    }
  }

  #invalidData(): Error {
    const message = `The encoded data was not valid for encoding ${this.encoding}`;
    return nodeError(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', message);
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const { encoding, fatal, ignoreBOM } = this;
    return inspectAs('TextDecoder', { encoding, fatal, ignoreBOM }, depth, options, inspect);
  }
}

function isBytes(input: unknown): boolean {
  return input === undefined || ArrayBuffer.isView(input) || input instanceof ArrayBuffer;
}

function invalidInput(error: unknown): unknown {
  const message =
    'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.';
  return error instanceof TypeError ? nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', message) : error;
}
