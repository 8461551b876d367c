import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Environment } from '../../../../runtime/registry/environment.ts';
import { attachGrpc } from '../../../../runtime/registry/etcd/grpc/index.ts';
import { createEtcd } from '../../../../runtime/registry/etcd/index.ts';
import type { Options } from '../../../../runtime/registry/etcd/server/options.ts';
import { nodeEnvironment } from '../../../../runtime/registry/node/environment.ts';

/** Ours on a free port of this machine, the gateway and gRPC both. */
export interface Served {
  readonly url: string;
  /** Bytes that the server holds for clients that do not read. */
  unsentBytes(): number;
  stop(): Promise<void>;
}

export async function serveOurs(
  options: Partial<Options> = {},
  environment: Environment = nodeEnvironment(),
): Promise<Served> {
  const etcd = await createEtcd(environment, options);
  const server = createServer(etcd.listener);
  const grpc = attachGrpc(server, etcd);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    unsentBytes: () => [...sockets].reduce((sum, { writableLength }) => sum + writableLength, 0),
    stop: async () => {
      grpc.close();
      etcd.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
