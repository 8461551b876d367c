import { urlToHttpOptions } from '../../builtins/url.ts';
import { invalidArgument, nodeError } from '../../errors/node-error.ts';
import { NotAvailableError } from '../../errors/not-available.ts';
import { AbortSignal } from '../../web/abort/abort-signal.ts';
import { EngineURL, URL } from '../../web/url/url.ts';
import type { Agent } from '../agent.ts';
import type { HeaderValue } from '../header-rules.ts';
import type { IncomingMessage } from '../incoming-message.ts';

/** https://nodejs.org/docs/latest-v20.x/api/http.html#httprequesturl-options-callback */
export interface RequestOptions {
  readonly agent?: Agent | boolean | null;
  readonly auth?: string | null;
  readonly defaultPort?: number | string;
  readonly headers?: Readonly<Record<string, HeaderValue | undefined>> | readonly string[];
  readonly host?: string | null;
  readonly hostname?: string | null;
  readonly family?: number;
  readonly localAddress?: string;
  readonly method?: string;
  readonly path?: string | null;
  readonly port?: number | string | null;
  readonly protocol?: string | null;
  readonly setHost?: boolean;
  readonly signal?: AbortSignal;
  readonly socketPath?: string;
  readonly timeout?: number;
}

export type ResponseListener = (answer: IncomingMessage) => void;

/** Node's characters that a request's path may not have. */
const UNESCAPED = /[^\u0021-\u00ff]/;

/** The forms of http.request: a URL, options, or a URL with options on top; then a listener. */
export function readRequestArguments(args: readonly unknown[]): {
  options: RequestOptions;
  listener: ResponseListener | undefined;
} {
  const rest = [...args];
  let base: object = {};
  const [first] = rest;
  if (typeof first === 'string' || first instanceof EngineURL) {
    base = urlToHttpOptions(typeof first === 'string' ? new URL(first) : first);
    rest.shift();
  }
  const [second] = rest;
  const given = typeof second === 'function' ? undefined : rest.shift();
  const options = { ...base, ...(given as object | undefined | null) } as RequestOptions;
  return { options, listener: rest[0] as ResponseListener | undefined };
}

/** Throws what Node throws of an option that cannot be. */
export function checkRequestOptions(options: RequestOptions, protocol: string): void {
  const { path, signal, socketPath, method } = options;
  if (path && UNESCAPED.test(path)) {
    const message = 'Request path contains unescaped characters';
    throw nodeError(TypeError, 'ERR_UNESCAPED_CHARACTERS', message);
  }
  const asked = options.protocol || protocol;
  if (asked !== protocol) {
    const message = `Protocol "${asked}" not supported. Expected "${protocol}"`;
    throw nodeError(TypeError, 'ERR_INVALID_PROTOCOL', message);
  }
  checkHost('hostname', options.hostname);
  checkHost('host', options.host);
  checkTimeout('timeout', options.timeout);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalidArgument('signal', 'an instance of AbortSignal', signal);
  }
  if (method !== undefined && method !== null && typeof method !== 'string') {
    throw invalidArgument('options.method', 'of type string', method);
  }
  if (socketPath !== undefined) {
    throw new NotAvailableError('The option socketPath', 'Services here are reached by a port.');
  }
  if (/^connect$/i.test(method ?? '')) {
    throw new NotAvailableError('The method CONNECT', 'Services here are reached without a proxy.');
  }
}

function checkHost(name: string, host: unknown): void {
  if (host === undefined || host === null || typeof host === 'string') return;
  throw invalidArgument(`options.${name}`, 'of type string or one of undefined or null', host);
}

export function checkTimeout(name: string, timeoutMs: unknown): void {
  if (timeoutMs === undefined || typeof timeoutMs === 'number') return;
  throw invalidArgument(name, 'of type number', timeoutMs);
}

/** Where a request goes to. Throws for a port that cannot be. */
export function portOf(port: unknown): number {
  const number = typeof port === 'string' && port.trim() === '' ? Number.NaN : Number(port);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  const shown = typeof port === 'string' ? `'${port}'` : String(port);
  const message = `Port should be >= 0 and < 65536. Received type ${typeof port} (${shown}).`;
  throw nodeError(RangeError, 'ERR_SOCKET_BAD_PORT', message);
}
