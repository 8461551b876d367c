import type { AddressInfo, Socket } from 'node:net';
import type { Way } from '../../node/network/messages.ts';

/** The connections of this process, as the gateway knows them. */
const ways = new WeakMap<Socket, Way>();

export function wayOf(socket: Socket): Way | undefined {
  return ways.get(socket);
}

/** One that came: those who come are seen at the address that they came to. */
export function rememberAccepted(socket: Socket, { address, port, family }: AddressInfo): void {
  ways.set(socket, { port: socket.remotePort ?? 0 });
  const from = family === 'IPv6' ? '::ffff:127.0.0.1' : '127.0.0.1';
  const isAny = address === '::' || address === '0.0.0.0';
  show(socket, {
    localAddress: isAny ? from : address,
    localPort: port,
    remoteAddress: from,
    remoteFamily: family,
  });
}

/** One that was made: it is seen to lead where it was told to. */
export function rememberMade(
  socket: Socket,
  id: number,
  to: { address: string; port: number },
): void {
  ways.set(socket, { id });
  const remoteFamily = to.address.includes(':') ? 'IPv6' : 'IPv4';
  show(socket, { remoteAddress: to.address, remotePort: to.port, remoteFamily });
}

function show(socket: Socket, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members)) {
    const get = () => (socket.destroyed ? undefined : value);
    Object.defineProperty(socket, name, { get, configurable: true });
  }
}
