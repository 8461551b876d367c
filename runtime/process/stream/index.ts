/**
 * node:stream: readable-stream, with what only Node's own has.
 * https://nodejs.org/docs/latest-v20.x/api/stream.html
 */
import * as readable from 'readable-stream';
import './fit.ts';
import { duplexPair } from './duplex-pair.ts';
import { pipeline, pipelinePromise } from './pipeline.ts';
import { readableFromWeb, readableToWeb, writableFromWeb, writableToWeb } from './web.ts';

type Members = Readonly<Record<string, unknown>>;

export const { Stream } = readable as unknown as {
  Stream: Members & { promises: Members; Readable: object; Writable: object; Duplex: object };
};

Object.assign(Stream.promises, { pipeline: pipelinePromise });
Object.assign(Stream, {
  duplexPair,
  pipeline,
  _isArrayBufferView: ArrayBuffer.isView,
});
Object.assign(Stream.Readable, { fromWeb: readableFromWeb, toWeb: readableToWeb });
Object.assign(Stream.Writable, { fromWeb: writableFromWeb, toWeb: writableToWeb });
