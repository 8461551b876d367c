import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Etcd } from '../etcd.ts';
import { type GrpcServer, grpcServer } from './server.ts';

/** What a client that speaks HTTP/2 without having asked sends first (RFC 9113, section 3.4). */
const PREFACE = 'PRI * HTTP/2.0\r\n';

/**
 * Serves etcd's gRPC on the port of an HTTP server, as etcd does: a connection that begins with
 * HTTP/2's preface is gRPC's, any other stays the server's. Close what it returns with the server.
 */
export function attachGrpc(server: Server, { methods }: Etcd): Pick<GrpcServer, 'close'> {
  const grpc = grpcServer(methods);
  const serveHttp = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    // Node's HTTP server sees to its own; before that, and for HTTP/2, an error only ends it.
    socket.on('error', () => socket.destroy());
    lookAhead(socket, (isHttp2) => {
      if (isHttp2) grpc.accept(socket);
      else for (const serve of serveHttp) serve.call(server, socket);
    });
  });
  return grpc;
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
