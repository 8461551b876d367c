import type { ConnectFailure } from '../host.ts';
import { systemError } from './system-error.ts';

const LOOPBACK = '127.0.0.1';

/**
 * Why nobody answered a dial. `localhost` is 127.0.0.1 here and nothing else, so that a refusal is
 * one error; Node has an AggregateError where the name also stands for ::1.
 */
export function connectError(code: ConnectFailure, hostname: string, port: number): Error {
  if (code === 'ENOTFOUND') {
    const error = systemError('ENOTFOUND', 'getaddrinfo');
    error.message += ` ${hostname}`;
    return Object.assign(error, { hostname });
  }
  const isAddress = /^[\d.]+$/.test(hostname) || hostname.includes(':');
  return systemError(code, 'connect', { address: isAddress ? hostname : LOOPBACK, port });
}
