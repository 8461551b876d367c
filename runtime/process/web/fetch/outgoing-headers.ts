import { HeaderList } from '../headers/header-list.ts';
import type { RequestFacts } from '../messages/request-init.ts';
import { InvalidArgumentError, NotSupportedError } from './errors.ts';

/** The codings that a response may come in. */
const ACCEPTED_CODINGS = 'gzip, deflate';

/** What fetch adds to a request's own headers, in undici's order. */
export function completeHeaders(
  own: HeaderList,
  facts: RequestFacts,
  length: number | null,
): HeaderList {
  const list = new HeaderList(own);
  const add = (name: string, value: string) => {
    if (!list.has(name)) list.append(name, value);
  };
  if (length !== null) list.append('content-length', `${length}`);
  list.set('sec-fetch-mode', facts.mode);
  add('user-agent', 'node');
  if (facts.cache === 'no-cache') add('cache-control', 'max-age=0');
  if (facts.cache === 'no-store' || facts.cache === 'reload') {
    add('pragma', 'no-cache');
    add('cache-control', 'no-cache');
  }
  if (list.has('range')) list.append('accept-encoding', 'identity');
  add('accept-encoding', ACCEPTED_CODINGS);
  return list;
}

/** Headers as they go over a connection, and the length that they declare. */
export interface WireHeaders {
  readonly raw: readonly string[];
  readonly lengthBytes: number | null;
}

/** Takes out what the connection itself decides. Throws undici's errors for what it will not send. */
export function toWire(list: HeaderList, host: string, method: string): WireHeaders {
  // The connection's own come first; what it is to be is known last.
  const raw: string[] = ['host', host, 'connection', 'keep-alive'];
  let lengthBytes: number | null = null;
  let closes = method === 'HEAD';
  list.each((key, name, value) => {
    switch (key) {
      case 'host':
        break;
      case 'content-length':
        lengthBytes = Number.parseInt(value, 10);
        if (!Number.isFinite(lengthBytes))
          throw new InvalidArgumentError('invalid content-length header');
        break;
      case 'transfer-encoding':
      case 'keep-alive':
      case 'upgrade':
        throw new InvalidArgumentError(`invalid ${key} header`);
      case 'expect':
        throw new NotSupportedError('expect header not supported');
      case 'connection':
        if (!/^(close|keep-alive)$/i.test(value)) {
          throw new InvalidArgumentError('invalid connection header');
        }
        closes ||= value.toLowerCase() === 'close';
        break;
      default:
        raw.push(name, value);
    }
  });
  if (closes) raw[3] = 'close';
  return { raw, lengthBytes };
}
