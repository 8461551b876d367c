import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { limit } from './lab.ts';

/** A connection to a program on this machine: when it breaks, the program is gone. */
export async function connectTo(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect', { signal: limit() });
  // A reset is as good a sign as an orderly end, and neither is this test's failure.
  socket.on('error', () => {});
  return socket.resume();
}

/** Resolves when the other end is gone. */
export async function closeOf(socket: Socket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('close', () => resolve());
    const signal = limit();
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
