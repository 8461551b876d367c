import type { Incoming, MessageType, Outgoing } from '../schema/schema.ts';
import type { RequestSink, ResponseStream, UnaryCall } from './call.ts';

/** A method of etcd's API, as gRPC and the JSON gateway both serve it. */
export type Method = UnaryMethod | StreamMethod;

interface Named {
  /** gRPC's path: `/etcdserverpb.KV/Range`. */
  readonly rpc: string;
  /** The gateway's paths below its version: `kv/range`. */
  readonly http: readonly string[];
  readonly request: MessageType;
  readonly response: MessageType;
}

export interface UnaryMethod extends Named {
  readonly kind: 'unary';
  /** Throws a Refusal, or rejects with one. */
  handle(request: unknown, call: UnaryCall): object | Promise<object>;
}

export interface StreamMethod extends Named {
  readonly kind: 'server-stream' | 'bidi';
  /** Begins one stream. A server stream is given its one message, then the end. */
  open(response: ResponseStream<object>): RequestSink<never>;
}

export function unary<Q extends MessageType, R extends MessageType>(
  rpc: string,
  http: readonly string[],
  [request, response]: readonly [Q, R],
  handle: (request: Incoming<Q>, call: UnaryCall) => Outgoing<R> | Promise<Outgoing<R>>,
): UnaryMethod {
  return { kind: 'unary', rpc, http, request, response, handle: handle as UnaryMethod['handle'] };
}

export function stream<Q extends MessageType, R extends MessageType>(
  kind: StreamMethod['kind'],
  rpc: string,
  http: readonly string[],
  [request, response]: readonly [Q, R],
  open: (response: ResponseStream<Outgoing<R>>) => RequestSink<Incoming<Q>>,
): StreamMethod {
  return { kind, rpc, http, request, response, open: open as StreamMethod['open'] };
}
