import { madeAt } from '../../errors/stack.ts';
import { systemError } from '../../errors/system-error.ts';
import type { HostConnection } from '../../host.ts';

/**
 * The errors that a learner sees of Node's fetch: a TypeError whose cause says what happened. Names,
 * codes and messages are undici 6's. https://undici.nodejs.org/#/docs/api/Errors.md
 */
export class UndiciError extends Error {
  declare readonly code: string;

  constructor(name: string, code: string, message: string) {
    super(message);
    Object.assign(this, {
      name,
      code,
      [Symbol.for('undici.error.UND_ERR')]: true,
      [Symbol.for(`undici.error.${code}`)]: true,
    });
    madeAt(this, 'node:internal/deps/undici/undici:6866:24');
  }
}

export class ConnectTimeoutError extends UndiciError {
  constructor(hostname: string, port: number, timeoutMs: number) {
    const attempt = `attempted address: ${hostname}:${port}, timeout: ${timeoutMs}ms`;
    const message = `Connect Timeout Error (${attempt})`;
    super('ConnectTimeoutError', 'UND_ERR_CONNECT_TIMEOUT', message);
  }
}

export class HeadersTimeoutError extends UndiciError {
  constructor() {
    super('HeadersTimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error');
  }
}

export class BodyTimeoutError extends UndiciError {
  constructor() {
    super('BodyTimeoutError', 'UND_ERR_BODY_TIMEOUT', 'Body Timeout Error');
  }
}

/** The other end did what it must not: closed too early, or answered what nobody asked. */
export class SocketError extends UndiciError {
  readonly socket: object;

  constructor(message: string, connection: HostConnection) {
    super('SocketError', 'UND_ERR_SOCKET', message);
    this.socket = {
      localAddress: LOOPBACK,
      localPort: connection.localPort,
      remoteAddress: LOOPBACK,
      remotePort: connection.remotePort,
      remoteFamily: 'IPv4',
    };
  }
}

export class InvalidArgumentError extends UndiciError {
  constructor(message: string) {
    super('InvalidArgumentError', 'UND_ERR_INVALID_ARG', message);
  }
}

export class NotSupportedError extends UndiciError {
  constructor(message: string) {
    super('NotSupportedError', 'UND_ERR_NOT_SUPPORTED', message);
  }
}

export class RequestContentLengthMismatchError extends UndiciError {
  constructor() {
    const message = 'Request body length does not match content-length header';
    const name = 'RequestContentLengthMismatchError';
    super(name, 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', message);
  }
}

export class ResponseContentLengthMismatchError extends UndiciError {
  constructor() {
    const message = 'Response body length does not match content-length header';
    const name = 'ResponseContentLengthMismatchError';
    super(name, 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', message);
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

/** The other end broke the connection. */
export function connectionReset(): Error {
  const error = systemError('ECONNRESET', 'read');
  return madeAt(error, 'TCP.onStreamRead (node:internal/stream_base_commons:218:20)');
}
