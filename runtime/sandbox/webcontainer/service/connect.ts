import { Socket } from 'node:net';
import { constants } from 'node:os';
import type { ToService } from '../../node/network/messages.ts';
import type { Channel } from './channel.ts';
import { rememberMade } from './sockets.ts';

const LOOPBACK = '127.0.0.1';

interface Wanted {
  readonly host: string;
  readonly port: number;
}

interface Call {
  readonly socket: Socket;
  readonly wanted: Wanted;
  /** The addresses that its name stands for and that were not tried yet. */
  readonly addresses: string[];
  address: string;
  readonly refused: Error[];
  readonly closed: () => void;
}

type Connect = typeof Socket.prototype.connect;

/** Connects that the gateway was asked for, by their ids. */
const calls = new Map<number, Call>();
let lastCall = 0;

/**
 * Connections to this machine are asked of the gateway, which says where to dial instead, and may
 * take its time. Returns who hears its answers.
 */
export function passConnects(channel: Channel): (message: ToService) => void {
  const { connect } = Socket.prototype;

  Socket.prototype.connect = {
    connect(this: Socket, ...args: unknown[]) {
      const { options, callback } = readConnect(args);
      const wanted = wantedOf(options);
      if (wanted === null) return connect.apply(this, args as never);
      if (callback !== null) this.once('connect', callback);
      // As Node sets it itself, until it is connected or fails.
      (this as { connecting: boolean }).connecting = true;
      const addresses = wanted.host === 'localhost' ? ['::1', LOOPBACK] : [wanted.host];
      begin(this, wanted, addresses, channel);
      return this;
    },
  }.connect as Connect;

  return (message) => {
    if (message.type !== 'dial' && message.type !== 'connect-failed') return;
    const call = calls.get(message.id);
    if (call === undefined) return;
    calls.delete(message.id);
    channel.letGo();
    if (message.type === 'connect-failed') {
      failed(call, message.code, message.isAddressOnly, channel);
      return;
    }
    const { socket, address, wanted, closed } = call;
    socket.off('close', closed);
    whenDestroyed(socket, () => channel.tell({ type: 'closed', id: message.id }));
    (connect as (this: Socket, options: object) => Socket).call(socket, {
      host: LOOPBACK,
      port: message.port,
    });
    rememberMade(socket, message.id, { address, port: wanted.port });
  };
}

/** At once, where `close` comes later than what the service does next. */
function whenDestroyed(socket: Socket, told: () => void): void {
  const { destroy } = socket;
  socket.destroy = {
    destroy(this: Socket, ...args: Parameters<Socket['destroy']>) {
      socket.destroy = destroy;
      told();
      return destroy.apply(this, args);
    },
  }.destroy;
}

/** As Node reads the arguments of `connect`: options, or port and host, or a path. */
function readConnect(args: readonly unknown[]) {
  const given = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const last = given.at(-1);
  const callback = typeof last === 'function' ? (last as () => void) : null;
  const [first, second] = given;
  if (first !== null && typeof first === 'object') {
    return { options: first as Record<string, unknown>, callback };
  }
  const isPath = typeof first === 'string' && !/^\d+$/.test(first);
  const host = typeof second === 'string' ? second : undefined;
  return { options: isPath ? { path: first } : { port: first, host }, callback };
}

/** Null for what is not on this machine, or no port. */
function wantedOf({ path, port, host }: Record<string, unknown>): Wanted | null {
  if (path !== undefined && path !== null) return null;
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) return null;
  const name = typeof host === 'string' && host !== '' ? host : 'localhost';
  const isOwn = /^(localhost$|127\.|::1$|0\.0\.0\.0$|::$|::ffff:127\.)/.test(name);
  return isOwn ? { host: name, port: number } : null;
}

function begin(socket: Socket, wanted: Wanted, addresses: string[], channel: Channel): void {
  const id = ++lastCall;
  const [address = LOOPBACK, ...rest] = addresses;
  const closed = () => {
    if (!calls.delete(id)) return;
    channel.letGo();
    channel.tell({ type: 'closed', id });
  };
  calls.set(id, { socket, wanted, address, addresses: rest, refused: [], closed });
  // What is being connected keeps the process alive.
  channel.hold();
  socket.once('close', closed);
  channel.tell({ type: 'connect', id, host: address, port: wanted.port });
}

function failed(call: Call, code: string, isAddressOnly: boolean, channel: Channel): void {
  const { socket, wanted, addresses, address, closed } = call;
  socket.off('close', closed);
  if (socket.destroyed) return;
  if (isAddressOnly && addresses.length > 0) {
    begin(socket, wanted, addresses, channel);
    return;
  }
  const tried = wanted.host === 'localhost' ? ['::1', LOOPBACK] : [address];
  const errors = tried.map((each) => connectError(code, each, wanted.port));
  const [only] = errors;
  socket.destroy(errors.length === 1 ? only : together(code, errors));
}

/** As Node makes it. */
function connectError(code: string, address: string, port: number): Error {
  const errno = -((constants.errno as Record<string, number | undefined>)[code] ?? 0);
  const error = new Error(`connect ${code} ${address}:${port}`);
  return Object.assign(error, { errno, code, syscall: 'connect', address, port });
}

function together(code: string, errors: readonly Error[]): Error {
  return Object.assign(new AggregateError(errors), { code });
}
