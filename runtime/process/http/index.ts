/** node:http: the server's half. Messages cross the network whole, as `Frame`s. */
import { notAvailable } from '../errors/not-available.ts';
import { IncomingMessage } from './incoming-message.ts';
import { OutgoingMessage } from './outgoing-message.ts';
import { type RequestListener, Server, type ServerOptions } from './server.ts';
import { ServerResponse } from './server-response.ts';

export { validateHeaderName, validateHeaderValue } from './header-rules.ts';
export { METHODS } from './methods.ts';
export { STATUS_CODES } from './status.ts';
export type { RequestListener, ServerOptions };
export { IncomingMessage, OutgoingMessage, Server, ServerResponse };

/** Bytes that a message's head may have. */
export const maxHeaderSize = 16_384;

export function createServer(
  options?: ServerOptions | RequestListener,
  listener?: RequestListener,
): Server {
  return new Server(options, listener);
}

const NO_CLIENT = 'Calls from one service to another come with a later version of this sandbox.';

export const request = notAvailable('http.request', NO_CLIENT);
export const get = notAvailable('http.get', NO_CLIENT);
export const Agent = notAvailable('http.Agent', NO_CLIENT);
export const ClientRequest = notAvailable('http.ClientRequest', NO_CLIENT);
