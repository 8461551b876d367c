import { systemError } from '../../errors/system-error.ts';
import type { ConnectFailure, HostConnection } from '../../host.ts';

/**
 * The errors that a learner sees of Node's fetch: a TypeError whose cause says what happened. Names,
 * codes and messages are undici 6's. https://undici.nodejs.org/#/docs/api/Errors.md
 */
export class UndiciError extends Error {
  declare name: string;
  readonly code: string;

  constructor(name: string, code: string, message: string) {
    super(message);
    this.name = name;
    this.code = code;
    for (const mark of ['UND_ERR', code]) {
      Object.defineProperty(this, Symbol.for(`undici.error.${mark}`), {
        value: true,
        enumerable: true,
      });
    }
  }
}

/** The error that fetch rejects with. */
export function fetchFailed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause });
}

/** The error of a body whose rest will not come. */
export function terminated(cause: unknown): TypeError {
  return new TypeError('terminated', { cause });
}

const LOOPBACK = '127.0.0.1';

/**
 * Why nobody answered the dial. `localhost` is 127.0.0.1 here and nothing else, so that a refusal is
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

export function connectTimeout(hostname: string, port: number, timeoutMs: number): UndiciError {
  const attempt = `attempted address: ${hostname}:${port}, timeout: ${timeoutMs}ms`;
  return new UndiciError(
    'ConnectTimeoutError',
    'UND_ERR_CONNECT_TIMEOUT',
    `Connect Timeout Error (${attempt})`,
  );
}

export function headersTimeout(): UndiciError {
  return new UndiciError('HeadersTimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error');
}

export function bodyTimeout(): UndiciError {
  return new UndiciError('BodyTimeoutError', 'UND_ERR_BODY_TIMEOUT', 'Body Timeout Error');
}

/** The other end broke the connection. */
export function connectionReset(): Error {
  return systemError('ECONNRESET', 'read');
}

/** The other end did what it must not: closed too early, or answered what nobody asked. */
export function socketError(message: string, connection: HostConnection): UndiciError {
  const error = new UndiciError('SocketError', 'UND_ERR_SOCKET', message);
  const socket = {
    localAddress: LOOPBACK,
    localPort: connection.localPort,
    remoteAddress: LOOPBACK,
    remotePort: connection.remotePort,
    remoteFamily: 'IPv4',
  };
  return Object.assign(error, { socket });
}

export function invalidArgument(message: string): UndiciError {
  return new UndiciError('InvalidArgumentError', 'UND_ERR_INVALID_ARG', message);
}

export function notSupported(message: string): UndiciError {
  return new UndiciError('NotSupportedError', 'UND_ERR_NOT_SUPPORTED', message);
}

export function requestLengthMismatch(): UndiciError {
  return new UndiciError(
    'RequestContentLengthMismatchError',
    'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
    'Request body length does not match content-length header',
  );
}

export function responseLengthMismatch(): UndiciError {
  return new UndiciError(
    'ResponseContentLengthMismatchError',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'Response body length does not match content-length header',
  );
}
