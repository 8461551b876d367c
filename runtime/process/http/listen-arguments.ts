import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { NotAvailableError } from '../errors/not-available.ts';

export interface ListenRequest {
  readonly port: number;
  /** As given; undefined listens on every address. */
  readonly host: string | undefined;
  readonly callback: (() => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * The forms of `server.listen`: (port?, host?, backlog?, callback?) in any of their omissions, or
 * ({ port, host, signal }, callback?).
 */
export function readListenArguments(args: readonly unknown[]): ListenRequest {
  const callback = args.find((arg) => typeof arg === 'function') as (() => void) | undefined;
  const [first, second] = args;
  if (first !== null && typeof first === 'object') {
    const options = first as { port?: unknown; host?: string; path?: string; signal?: AbortSignal };
    if (options.path !== undefined) throw unixSocket();
    if (options.port === undefined) {
      const message = `The argument 'options' must have the property "port" or "path". Received ${JSON.stringify(options)}`;
      throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
    }
    return { port: readPort(options.port), host: options.host, callback, signal: options.signal };
  }
  const host = typeof second === 'string' ? second : undefined;
  const isPath = typeof first === 'string' && Number.isNaN(Number(first));
  if (isPath) throw unixSocket();
  const port = first === undefined || first === null || first === callback ? 0 : readPort(first);
  return { port, host, callback, signal: undefined };
}

function readPort(port: unknown): number {
  if (port !== undefined && typeof port !== 'number' && typeof port !== 'string') {
    throw invalidArgument('options.port', 'of type number or string', port);
  }
  const number = typeof port === 'string' && port.trim() === '' ? Number.NaN : Number(port ?? 0);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  const shown = typeof port === 'string' ? `'${port}'` : String(port);
  const message = `options.port should be >= 0 and < 65536. Received type ${typeof port} (${shown}).`;
  throw nodeError(RangeError, 'ERR_SOCKET_BAD_PORT', message);
}

function unixSocket(): Error {
  return new NotAvailableError('Listening on a path', 'Listen on a port: server.listen(4000).');
}
