import './fit.ts';
import './misuse.ts';

/**
 * The streams of https://streams.spec.whatwg.org by web-streams-polyfill, which is written against
 * promises alone; the engines' own settle after different numbers of tasks.
 */
export {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStream,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
} from 'web-streams-polyfill';
export { CompressionStream, DecompressionStream } from './compression.ts';
export { TextDecoderStream, TextEncoderStream } from './text.ts';
