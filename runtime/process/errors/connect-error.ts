import type { ConnectFailure } from '../host.ts';
import { madeAt } from './stack.ts';
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
    return madeAt(Object.assign(error, { hostname }), LOOKUP);
  }
  const isAddress = /^[\d.]+$/.test(hostname) || hostname.includes(':');
  const at = { address: isAddress ? hostname : LOOPBACK, port };
  return madeAt(systemError(code, 'connect', at), DIAL);
}

const LOOKUP = 'GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26)';
const DIAL = 'TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)';
