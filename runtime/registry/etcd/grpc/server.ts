import {
  constants,
  type IncomingHttpHeaders,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import { toRefusal } from '../gateway/answer.ts';
import type { Method } from '../server/method.ts';
import { Answer } from './answer.ts';
import { checkEncoding, readHeaders } from './headers.ts';
import { methodFinder } from './method-finder.ts';
import { serveStream } from './streaming.ts';
import { serveUnary } from './unary.ts';

/**
 * What Node holds for one connection before it refuses calls, in MB. Its default is 10, and one
 * answer can be larger; what can be kept at all is limited by etcd's own quota.
 */
const OPTIONS = { maxSessionMemory: 1024 };

/** etcd's gRPC, on connections that somebody else accepts. Node only: it needs HTTP/2. */
export interface GrpcServer {
  /** Serves a connection on which a client has begun to speak HTTP/2. */
  accept(socket: Socket): void;
  /** Ends all that it serves. */
  close(): void;
}

/** What it answers to calls that are none is what Go's gRPC in etcd 3.4 answers. */
export function grpcServer(methods: readonly Method[]): GrpcServer {
  const find = methodFinder(methods);
  const sessions = new Set<ServerHttp2Session>();
  return {
    accept: (socket) => {
      const session = performServerHandshake(socket, OPTIONS);
      sessions.add(session);
      // What is wrong with a connection ends it, and with it its streams.
      session.on('error', () => {});
      session.on('close', () => sessions.delete(session));
      session.on('stream', (stream, headers) => serve(stream, headers, find));
    },
    close: () => {
      for (const session of sessions) session.destroy();
    },
  };
}

function serve(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  find: (path: string) => Method,
): void {
  const read = readHeaders(headers);
  if (read === null) {
    stream.on('error', () => {});
    stream.close(constants.NGHTTP2_PROTOCOL_ERROR);
    return;
  }
  const answer = new Answer(stream, read);
  try {
    const method = find(String(headers[constants.HTTP2_HEADER_PATH]));
    checkEncoding(headers);
    if (method.kind === 'unary') serveUnary(method, stream, answer);
    else serveStream(method, stream, answer);
  } catch (error) {
    answer.end(toRefusal(error));
  }
}
