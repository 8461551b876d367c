import { type EventEmitter, errorMonitor } from 'node:events';
import { type AddressInfo, Server, type Socket } from 'node:net';
import type { Channel } from './channel.ts';
import { rememberAccepted } from './sockets.ts';

const LOOPBACK = '127.0.0.1';

interface Listening {
  readonly host: string | null;
  readonly port: number;
  readonly ipv6Only: boolean;
}

/** What a caller of `listen` asks for; null for what is no port: a path, a handle. */
function readListen(args: readonly unknown[]): Listening | null {
  const [first, second] = args;
  if (first !== null && typeof first === 'object') {
    const { port, host, path, fd, ipv6Only } = first as Record<string, unknown>;
    if (path !== undefined || fd !== undefined || '_handle' in first) return null;
    return portOf(port, host, ipv6Only === true);
  }
  if (typeof first === 'function') return portOf(0, null, false);
  return portOf(first, typeof second === 'string' ? second : null, false);
}

function portOf(port: unknown, host: unknown, ipv6Only: boolean): Listening | null {
  const number = port === undefined || port === null ? 0 : Number(port);
  // What is no port is Node's to complain about.
  if (!Number.isInteger(number) || number < 0 || number > 65_535) return null;
  return { host: typeof host === 'string' && host !== '' ? host : null, port: number, ipv6Only };
}

/** The gateway takes the port; the server itself listens on another one, that nobody else is told. */
export function passListeners(channel: Channel): void {
  const { listen } = Server.prototype;
  let lastListener = 0;

  Server.prototype.listen = {
    listen(this: Server, ...args: unknown[]) {
      watch(this, channel);
      const asked = readListen(args);
      if (asked === null || this.listening) return listen.apply(this, args as never);
      const listener = ++lastListener;
      const opened = channel.ask({ type: 'listen', listener, ...asked });
      // Where it was refused it is refused here as well, in Node's own words.
      if (!('host' in opened)) return listen.apply(this, args as never);
      const callback = args.at(-1);
      if (typeof callback === 'function') this.once('listening', callback as () => void);
      const family = opened.host.includes(':') ? 'IPv6' : 'IPv4';
      const name: AddressInfo = { address: opened.host, family, port: opened.port };
      const ownAddress = () => Server.prototype.address.call(this) as AddressInfo | null;
      this.address = () => (ownAddress() === null ? null : name);
      this.prependOnceListener('listening', () => {
        channel.tell({ type: 'opened', listener, port: ownAddress()?.port ?? 0 });
      });
      this.once('close', () => {
        delete (this as Partial<Server>).address;
      });
      whenClosing(this, () => channel.tell({ type: 'unlisten', listener }));
      this.prependListener('connection', (socket: Socket) => rememberAccepted(socket, name));
      return listen.call(this, { port: 0, host: LOOPBACK, ...backlogOf(args) });
    },
  }.listen as typeof listen;
}

function backlogOf([first]: readonly unknown[]): { exclusive?: boolean; backlog?: number } {
  if (first === null || typeof first !== 'object') return {};
  const { backlog } = first as { backlog?: number };
  return backlog === undefined ? {} : { backlog };
}

/** No more connections are taken from the moment when it is told to close, not when the last is gone. */
function whenClosing(server: Server, closing: () => void): void {
  const { close } = server;
  server.close = {
    close(this: Server, ...args: Parameters<Server['close']>) {
      server.close = close;
      closing();
      return close.apply(this, args);
    },
  }.close;
}

const watched = new WeakSet<Server>();

function watch(server: Server, channel: Channel): void {
  if (watched.has(server)) return;
  watched.add(server);
  server.on('listening', () => {
    const address = server.address();
    // A string is the path of a Unix socket: no port.
    if (address === null || typeof address === 'string') return;
    channel.tell({ type: 'listening', port: address.port, host: address.address });
  });
  // errorMonitor sees errors without counting as a handler for them.
  (server as EventEmitter).on(errorMonitor, (error: NodeJS.ErrnoException & { port?: number }) => {
    if (error.code !== 'EADDRINUSE') return;
    channel.tell({ type: 'port-taken', port: error.port ?? 0 });
  });
}
