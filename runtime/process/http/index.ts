/** node:http. Messages cross the network whole, as `Frame`s. */
import { Agent } from './agent.ts';
import { ClientRequest } from './client/client-request.ts';
import { IncomingMessage } from './incoming-message.ts';
import { OutgoingMessage } from './outgoing-message.ts';
import { type RequestListener, Server, type ServerOptions } from './server.ts';
import { ServerResponse } from './server-response.ts';

export { globalAgent } from './client/global-agent.ts';
export { validateHeaderName, validateHeaderValue } from './header-rules.ts';
export { METHODS } from './methods.ts';
export { STATUS_CODES } from './status.ts';
export type { RequestListener, ServerOptions };
export { Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse };

/** Bytes that a message's head may have. */
export const maxHeaderSize = 16_384;

export function createServer(
  options?: ServerOptions | RequestListener,
  listener?: RequestListener,
): Server {
  return new Server(options, listener);
}

/** See `readRequestArguments` for the forms. */
export function request(...args: unknown[]): ClientRequest {
  return new ClientRequest(...args);
}

/** A request that has no body: it is sent at once. */
export function get(...args: unknown[]): ClientRequest {
  return request(...args).end();
}

/** Node keeps parsers for later; there are none here. */
export function setMaxIdleHTTPParsers(): void {}
