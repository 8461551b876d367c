import {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStream,
  TransformStream,
  WritableStream,
  WritableStreamDefaultController,
} from 'web-streams-polyfill';
import { perProcess } from '../../current.ts';
import { AbortController } from '../abort/abort-controller.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';
import { readableInternals, writableInternals } from './internals.ts';

/** Fits the streams into this process: they abort with its signals and print as Node's do. */

const abortControllers = perProcess(
  () => new WeakMap<WritableStreamDefaultController, AbortController>(),
);

// The polyfill makes one of the engine's controllers for each stream and aborts that; this puts
// ours in its place, and only when it is asked for.
Object.defineProperty(WritableStreamDefaultController.prototype, '_abortController', {
  get(this: WritableStreamDefaultController): AbortController {
    const controllers = abortControllers();
    const known = controllers.get(this) ?? new AbortController();
    controllers.set(this, known);
    return known;
  },
  set() {},
  configurable: true,
});
Object.defineProperty(WritableStreamDefaultController.prototype, 'signal', {
  get(this: { readonly _abortController: AbortController }) {
    return this._abortController.signal;
  },
  enumerable: true,
  configurable: true,
});

function printAs<T extends object>(
  kind: { readonly prototype: T },
  members: (object: T) => object,
): void {
  Object.defineProperty(kind.prototype, inspectCustom, {
    value(this: T, depth: number, options: InspectOptions, inspect: Inspect) {
      return inspectAs(this.constructor.name, members(this), depth, options, inspect);
    },
    configurable: true,
    writable: true,
  });
}

printAs(ReadableStream, (stream) => {
  const { _state, _readableStreamController } = readableInternals(stream);
  const supportsBYOB = _readableStreamController instanceof ReadableByteStreamController;
  return { locked: stream.locked, state: _state, supportsBYOB };
});
printAs(WritableStream, (stream) => {
  return { locked: stream.locked, state: writableInternals(stream)._state };
});
printAs(TransformStream, ({ readable, writable }) => ({ readable, writable }));
printAs(CountQueuingStrategy, ({ highWaterMark }) => ({ highWaterMark }));
printAs(ByteLengthQueuingStrategy, ({ highWaterMark }) => ({ highWaterMark }));
