import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Etcd } from '../etcd.ts';
import { type GrpcServer, grpcServer } from './server.ts';

/** What a client that speaks HTTP/2 without having asked sends first (RFC 9113, section 3.4). */
const PREFACE = 'PRI * HTTP/2.0\r\n';

/** How long a connection may stand without a word; then it is closed. */
const SILENCE_MS = 60_000;

/**
 * Serves etcd's gRPC on the port of an HTTP server, as etcd does: a connection that begins with
 * HTTP/2's preface is gRPC's, any other stays the server's. Close what it returns with the server.
 */
export function attachGrpc(server: Server, { methods }: Etcd): Pick<GrpcServer, 'close'> {
  const grpc = grpcServer(methods);
  const serveHttp = server.listeners('connection');
  const undecided = new Set<Socket>();
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const giveUp = () => socket.destroy();
    // Node's HTTP server sees to its own; before that, and for HTTP/2, an error only ends it.
    socket.on('error', giveUp);
    socket.setTimeout(SILENCE_MS, giveUp).on('end', giveUp);
    socket.on('close', () => undecided.delete(socket));
    undecided.add(socket);
    lookAhead(socket, (isHttp2) => {
      undecided.delete(socket);
      socket.setTimeout(0).off('timeout', giveUp);
      if (isHttp2) {
        // HTTP/2 has no connections that are half open; HTTP/1 has, and its server allows them.
        grpc.accept(socket);
        return;
      }
      socket.off('end', giveUp);
      for (const serve of serveHttp) serve.call(server, socket);
    });
  });
  return {
    close: () => {
      for (const socket of undecided) socket.destroy();
      grpc.close();
    },
  };
}

/** Reads as much as tells the two apart, and puts it back. */
function lookAhead(socket: Socket, decide: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  const read = () => {
    const piece: Buffer | null = socket.read();
    if (piece === null) return;
    seen = Buffer.concat([seen, piece]);
    const start = seen.toString('latin1', 0, PREFACE.length);
    if (start.length < PREFACE.length && PREFACE.startsWith(start)) return;
    socket.off('readable', read);
    socket.unshift(seen);
    decide(start === PREFACE);
  };
  socket.on('readable', read);
}
