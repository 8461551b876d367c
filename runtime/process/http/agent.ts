import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { EventEmitter } from '../events/index.ts';
import type { ClientRequest } from './client/client-request.ts';
import { ClientSocket } from './client/client-socket.ts';
import { portOf, type RequestOptions } from './client/options.ts';

/** https://nodejs.org/docs/latest-v20.x/api/http.html#new-agentoptions */
export interface AgentOptions {
  readonly keepAlive?: boolean;
  readonly keepAliveMsecs?: number;
  readonly maxFreeSockets?: number;
  readonly maxSockets?: number;
  readonly maxTotalSockets?: number;
  readonly scheduling?: 'fifo' | 'lifo';
  readonly timeout?: number;
}

type Pools<T> = Record<string, T[] | undefined>;

/** What a request is made with: options, those of the agent on top where they say more. */
type Asked = RequestOptions & AgentOptions;

const DEFAULT_MAX_FREE_SOCKETS = 256;

/** Makes connections and keeps them for the next request to the same place. */
export class Agent extends EventEmitter {
  defaultPort = 80;
  protocol = 'http:';
  options: AgentOptions & { path: null };
  /** Requests that wait for a connection, by the name of the place. */
  readonly requests: Pools<ClientRequest> = Object.create(null);
  /** Connections in use. */
  readonly sockets: Pools<ClientSocket> = Object.create(null);
  readonly freeSockets: Pools<ClientSocket> = Object.create(null);
  keepAliveMsecs: number;
  keepAlive: boolean;
  maxSockets: number;
  maxFreeSockets: number;
  scheduling: 'fifo' | 'lifo';
  maxTotalSockets: number;
  totalSocketCount = 0;

  static readonly defaultMaxSockets = Number.POSITIVE_INFINITY;

  constructor(options: AgentOptions = {}) {
    super();
    const { scheduling = 'lifo', maxTotalSockets } = options;
    if (scheduling !== 'lifo' && scheduling !== 'fifo') {
      const message = `The argument 'scheduling' must be one of: 'fifo', 'lifo'. Received '${scheduling}'`;
      throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
    }
    if (maxTotalSockets !== undefined) checkAtLeastOne('maxTotalSockets', maxTotalSockets);
    const all = { __proto__: null, ...options, noDelay: true, path: null };
    this.options = all as AgentOptions & { path: null };
    this.keepAliveMsecs = options.keepAliveMsecs || 1000;
    this.keepAlive = options.keepAlive || false;
    this.maxSockets = options.maxSockets || Agent.defaultMaxSockets;
    this.maxFreeSockets = options.maxFreeSockets || DEFAULT_MAX_FREE_SOCKETS;
    this.scheduling = scheduling;
    this.maxTotalSockets = maxTotalSockets ?? Number.POSITIVE_INFINITY;
  }

  /** The name of a pool: everything in it may carry a request with these options. */
  getName({ host, port, localAddress, family, socketPath }: RequestOptions = {}): string {
    const name = `${host || 'localhost'}:${port || ''}:${localAddress || ''}`;
    const byFamily = family === 4 || family === 6 ? `:${family}` : '';
    return `${name}${byFamily}${socketPath ? `:${socketPath}` : ''}`;
  }

  /** Gives the request a connection now, or when one is free. */
  addRequest(request: ClientRequest, given: RequestOptions): void {
    const name = this.getName(this.#placeOf(given));
    const free = this.#takeFree(name);
    const used = listOf(this.sockets, name);
    if (free !== undefined) {
      request.reusedSocket = true;
      used.push(free);
      this.#hand(free, request);
    } else if (used.length < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
      this.#hand(this.#open(given, name), request);
    } else {
      listOf(this.requests, name).push(request);
    }
    request.asked = given;
  }

  /** What names a pool, with the agent's options on top where they say more. */
  #placeOf(given: RequestOptions): RequestOptions {
    if (this.getName !== Agent.prototype.getName) return this.#withOwn(given);
    const own = this.options as RequestOptions;
    const { host, port, localAddress, family, socketPath } = given;
    return {
      host: own.host ?? host,
      port: own.port ?? port,
      localAddress: own.localAddress ?? localAddress,
      family: own.family ?? family,
      socketPath: own.socketPath ?? socketPath,
    } as RequestOptions;
  }

  #withOwn(given: RequestOptions): Asked {
    return { ...given, ...this.options, path: null };
  }

  #takeFree(name: string): ClientSocket | undefined {
    const free = this.freeSockets[name]?.filter((socket) => !socket.destroyed) ?? [];
    const socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    putList(this.freeSockets, name, free);
    socket?.ref();
    return socket;
  }

  #open(given: RequestOptions, name: string): ClientSocket {
    const asked = this.#withOwn(given);
    const socket = this.createConnection({ ...asked, timeout: asked.timeout ?? 0 });
    listOf(this.sockets, name).push(socket);
    this.totalSocketCount += 1;
    socket.on('free', () => this.#freed(socket, asked, name));
    socket.on('timeout', () => {
      if (this.freeSockets[name]?.includes(socket)) socket.destroy();
    });
    socket.on('close', () => this.#closed(socket, name));
    return socket;
  }

  createConnection(asked: RequestOptions): ClientSocket {
    const hostname = asked.host || asked.hostname || 'localhost';
    const socket = new ClientSocket({ hostname, port: portOf(asked.port ?? this.defaultPort) });
    if (asked.timeout) socket.setTimeout(asked.timeout);
    return socket;
  }

  #hand(socket: ClientSocket, request: ClientRequest): void {
    request.onSocket(socket);
    const usual = this.options.timeout || 0;
    if (request.timeout !== undefined && request.timeout !== usual) {
      socket.setTimeout(request.timeout);
    }
  }

  /** A request is done with its connection: the next one gets it, or it is kept, or closed. */
  #freed(socket: ClientSocket, asked: Asked, name: string): void {
    if (socket.destroyed) return;
    const waiting = this.requests[name] ?? [];
    const next = waiting.shift();
    putList(this.requests, name, waiting);
    if (next !== undefined) {
      next.reusedSocket = true;
      this.#hand(socket, next);
      return;
    }
    const last = socket.carried as ClientRequest | null;
    const free = this.freeSockets[name] ?? [];
    const isKept =
      this.keepAlive &&
      (last?.shouldKeepAlive ?? false) &&
      free.length < this.maxFreeSockets &&
      this.totalSocketCount <= this.maxTotalSockets;
    if (!isKept) {
      socket.destroy();
      return;
    }
    socket.unref();
    const limitMs = keepLimitMs(this.options.timeout || 0, last);
    if (socket.timeout !== limitMs) socket.setTimeout(limitMs);
    socket.carried = null;
    take(this.sockets, name, socket);
    putList(this.freeSockets, name, [...free, socket]);
    this.emit('free', socket, asked);
  }

  #closed(socket: ClientSocket, name: string): void {
    this.totalSocketCount -= 1;
    take(this.sockets, name, socket);
    take(this.freeSockets, name, socket);
    const [next] = this.requests[name] ?? [];
    if (next === undefined || next.asked === null) return;
    take(this.requests, name, next);
    this.#hand(this.#open(next.asked, name), next);
  }

  /** Closes every connection, those in use as well. */
  destroy(): void {
    for (const pools of [this.freeSockets, this.sockets]) {
      for (const socket of Object.values(pools).flatMap((list) => list ?? [])) socket.destroy();
    }
  }
}

/** How long a free connection is kept: no longer than the server said that it would keep it. */
function keepLimitMs(usualMs: number, last: ClientRequest | null): number {
  const hint = /^timeout=(\d+)/.exec(String(last?.res?.headers['keep-alive'] ?? ''))?.[1];
  const serverMs = Number(hint) * 1000;
  return serverMs < usualMs || (usualMs === 0 && serverMs > 0) ? serverMs : usualMs;
}

function listOf<T>(pools: Pools<T>, name: string): T[] {
  pools[name] ??= [];
  return pools[name];
}

/** Pools that are empty are not there at all. */
function putList<T>(pools: Pools<T>, name: string, list: T[]): void {
  if (list.length === 0) delete pools[name];
  else pools[name] = list;
}

function take<T>(pools: Pools<T>, name: string, one: T): void {
  putList(
    pools,
    name,
    (pools[name] ?? []).filter((each) => each !== one),
  );
}

function checkAtLeastOne(name: string, count: unknown): void {
  if (typeof count !== 'number') throw invalidArgument(name, 'of type number', count);
  if (!(count >= 1)) throw outOfRange(name, '>= 1', count);
}
