import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConsul } from '../consul/index.ts';
import type { Environment } from '../environment.ts';
import { createEtcd, type Etcd } from '../etcd/index.ts';
import type { Observation } from '../observation.ts';
import { nodeEnvironment } from './environment.ts';
import { fetchListener } from './fetch-listener.ts';
import { FolderStorage } from './folder-storage.ts';

export interface ServeOptions {
  /** The address to listen on; left out, all of this machine's. */
  readonly host?: string;
  /** The port of Consul's API, 0 for any; null for none. */
  readonly consulPort: number | null;
  /** The same of etcd's. */
  readonly etcdPort: number | null;
  /** The folder in which keys, leases and sessions outlive it; null for nowhere. */
  readonly dataDir: string | null;
  /** Time between reports of progress to those of etcd's watches that ask for them. */
  readonly etcdProgressMs?: number;
  /** Told of everything that happens, as plain data; null for nobody. */
  readonly observe: ((observation: Observation) => void) | null;
  /** Serves more on etcd's port than its JSON gateway. */
  readonly attach?: (server: Server, etcd: Etcd) => { close(): void };
}

export interface ServedRegistry {
  /** Null for what was not asked for. */
  readonly consulPort: number | null;
  readonly etcdPort: number | null;
  /** Resolves when its ports are free. */
  close(): Promise<void>;
}

/** A registry that is ready to listen. */
interface Ready {
  readonly server: Server;
  readonly port: number;
  /** Ends what goes on beside its server. */
  close(): void;
}

/** Starts both registries and listens. Rejects with Node's error when a port cannot be had. */
export async function serveRegistry(options: ServeOptions): Promise<ServedRegistry> {
  const { consulPort, etcdPort, host, dataDir, observe } = options;
  observe?.({ kind: 'registry-started', isDurable: dataDir !== null });
  const ready: Ready[] = [];
  try {
    if (etcdPort !== null) ready.push(await prepareEtcd(etcdPort, options));
    if (consulPort !== null) ready.push(await prepareConsul(consulPort, options));
    // In this order, and at once: whoever waits for Consul's port may count on etcd's, and who sees
    // etcd's alone need not wonder for long, however busy the machine.
    await Promise.all(ready.map(({ server, port }) => listen(server, port, host)));
  } catch (error) {
    await Promise.all(ready.map(end));
    throw error;
  }
  const ports = ready.map(({ server }) => (server.address() as AddressInfo).port);
  return {
    consulPort: consulPort === null ? null : (ports.at(-1) ?? null),
    etcdPort: etcdPort === null ? null : (ports[0] ?? null),
    close: async () => {
      await Promise.all(ready.map(end));
    },
  };
}

async function prepareConsul(port: number, { dataDir, observe }: ServeOptions): Promise<Ready> {
  const client = (url: string, init: RequestInit) => fetch(url, init);
  const consul = await createConsul(await environmentOn(dataDir), {
    client,
    ...(observe !== null && { observe }),
  });
  const server = createServer(fetchListener(consul.fetch));
  return { server, port, close: () => consul.close() };
}

async function prepareEtcd(
  port: number,
  { host, dataDir, etcdProgressMs: progressMs, observe, attach }: ServeOptions,
): Promise<Ready> {
  const etcd = await createEtcd(await environmentOn(dataDir), {
    observe,
    ...(progressMs !== undefined && { progressMs }),
    ...(port !== 0 && { clientUrls: [`http://${host ?? '127.0.0.1'}:${port}`] }),
  });
  const server = createServer(etcd.listener);
  const attached = attach?.(server, etcd);
  const close = () => {
    attached?.close();
    etcd.close();
  };
  return { server, port, close };
}

/** Each has a storage of its own, so that none waits for the other's writes. */
async function environmentOn(dataDir: string | null): Promise<Environment> {
  return nodeEnvironment(dataDir === null ? null : await FolderStorage.open(dataDir));
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  // A watch is a request whose body may go on for ever.
  server.requestTimeout = 0;
  // Nor does either break off a connection that is idle, when a request may be on its way already.
  server.keepAliveTimeout = 0;
  return new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if (host === undefined) server.listen(port, resolve);
    else server.listen(port, host, resolve);
  });
}

/** Ends it, whether it listens or not. */
function end({ server, close }: Ready): Promise<void> {
  return new Promise((resolve) => {
    // Of one that does not listen it says so, and is closed as well.
    server.close(() => resolve());
    close();
    server.closeAllConnections();
  });
}
