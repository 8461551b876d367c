/**
 * Between streams of Node and those of the web: fromWeb and toWeb.
 * https://nodejs.org/docs/latest-v20.x/api/stream.html#streamreadablefromwebreadablestream-options
 */
import { Buffer } from 'buffer';
import {
  finished,
  Readable,
  type ReadableOptions,
  Writable,
  type WritableOptions,
} from 'readable-stream';
import { AbortError } from '../errors/abort-error.ts';
import { invalidArgument } from '../errors/node-error.ts';
import {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableStream,
  WritableStream,
} from '../web/streams/index.ts';

export function readableFromWeb(stream: unknown, options: ReadableOptions = {}): Readable {
  if (!(stream instanceof ReadableStream)) {
    throw invalidArgument('readableStream', 'an instance of ReadableStream', stream);
  }
  const reader = stream.getReader();
  let isClosed = false;
  const readable = new Readable({
    ...options,
    read() {
      reader.read().then(
        ({ value, done }) => readable.push(done ? null : value),
        (error) => readable.destroy(error),
      );
    },
    destroy(error, callback) {
      const done = () => callback(error);
      if (isClosed) done();
      else reader.cancel(error).then(done, done);
    },
  });
  reader.closed.then(
    () => {
      isClosed = true;
    },
    (error) => {
      isClosed = true;
      readable.destroy(error);
    },
  );
  return readable;
}

export function readableToWeb(readable: Readable): ReadableStream {
  if (typeof (readable as Readable | undefined)?.read !== 'function') {
    throw invalidArgument('streamReadable', 'an instance of stream.Readable', readable);
  }
  const { readableObjectMode, readableHighWaterMark: highWaterMark } = readable;
  const strategy: QueuingStrategy = readableObjectMode
    ? new CountQueuingStrategy({ highWaterMark })
    : new ByteLengthQueuingStrategy({ highWaterMark });
  return new ReadableStream<unknown>(
    {
      start(controller) {
        readable.pause();
        readable.on('data', (chunk: unknown) => {
          controller.enqueue(Buffer.isBuffer(chunk) ? new Uint8Array(chunk) : chunk);
          if ((controller.desiredSize ?? 0) <= 0) readable.pause();
        });
        readable.pause();
        const stop = finished(readable, (error) => {
          stop();
          // An error that comes later has been told of already.
          readable.on('error', () => {});
          if (error) controller.error(isCutShort(error) ? new AbortError(error) : error);
          else controller.close();
        });
      },
      pull: () => void readable.resume(),
      cancel: (reason) => void readable.destroy(reason),
    },
    strategy,
  );
}

export function writableFromWeb(stream: unknown, options: WritableOptions = {}): Writable {
  if (!(stream instanceof WritableStream)) {
    throw invalidArgument('writableStream', 'an instance of WritableStream', stream);
  }
  const writer = stream.getWriter();
  let isClosed = false;
  const writable = new Writable({
    ...options,
    write(chunk, _encoding, callback) {
      writer.ready.then(() => writer.write(chunk)).then(() => callback(), callback);
    },
    final(callback) {
      writer.close().then(() => callback(), callback);
    },
    destroy(error, callback) {
      const done = () => callback(error);
      if (isClosed) done();
      else if (error === null) writer.close().then(done, done);
      else writer.abort(error).then(done, done);
    },
  });
  writer.closed.then(
    () => {
      isClosed = true;
    },
    (error) => {
      isClosed = true;
      writable.destroy(error);
    },
  );
  return writable;
}

export function writableToWeb(writable: Writable): WritableStream {
  if (typeof (writable as Writable | undefined)?.write !== 'function') {
    throw invalidArgument('streamWritable', 'an instance of stream.Writable', writable);
  }
  const { writableObjectMode, writableHighWaterMark: highWaterMark } = writable;
  let drained: (() => void) | null = null;
  return new WritableStream(
    {
      start(controller) {
        const stop = finished(writable, (error) => {
          stop();
          writable.on('error', () => {});
          if (error) controller.error(isCutShort(error) ? new AbortError(error) : error);
          drained?.();
        });
        writable.on('drain', () => drained?.());
      },
      async write(chunk) {
        if (writable.write(chunk)) return;
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
      },
      abort: (reason) => void writable.destroy(reason),
      close: () => new Promise<void>((resolve) => writable.end(() => resolve())),
    },
    writableObjectMode
      ? new CountQueuingStrategy({ highWaterMark })
      : new ByteLengthQueuingStrategy({ highWaterMark }),
  );
}

function isCutShort(error: Error): boolean {
  return (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE';
}
