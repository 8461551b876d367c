import { once } from 'node:events';
import {
  type Agent,
  createServer,
  get,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type RequestOptions,
  request,
  type Server,
} from 'node:http';

/** A server of a behaviour's own, on a free port of 127.0.0.1. */
export interface TestServer {
  readonly server: Server;
  readonly port: number;
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly url: string;
}

/** Runs `use` against a server with this handler, then closes it and all its connections. */
export async function withServer<T>(
  handler: RequestListener,
  use: (server: TestServer) => Promise<T>,
): Promise<T> {
  const started = await listening(createServer(handler));
  try {
    return await use(started);
  } finally {
    started.server.close();
    started.server.closeAllConnections();
  }
}

/** Resolves when the server listens on a free port. */
export async function listening(server: Server): Promise<TestServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('server has no port');
  return { server, port: address.port, url: `http://127.0.0.1:${address.port}` };
}

/** The whole body as text. */
export async function textOf(message: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export interface Answer {
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly text: string;
  readonly message: IncomingMessage;
}

/** Sends a request by `node:http`, on a connection of its own, and reads the whole answer. */
export async function send(
  server: TestServer,
  options: RequestOptions = {},
  body?: string,
): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port: server.port, agent: false, ...options });
  sent.end(body);
  const [message] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: message.statusCode,
    reason: message.statusMessage,
    headers: message.headers,
    rawHeaders: message.rawHeaders,
    text: await textOf(message),
    message,
  };
}

/** One request through an agent, read to its end. */
export async function askThrough({ port }: TestServer, agent: Agent, path = '/'): Promise<string> {
  const [message] = await once(get({ host: '127.0.0.1', port, agent, path }), 'response');
  const text = await textOf(message);
  // The agent takes the connection back in the ticks after the answer's end.
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  return text;
}

/** Answers with which connection this is, counting from 1 in the order in which they came. */
export function connectionNumbers(): (socket: unknown) => string {
  const seen: unknown[] = [];
  return (socket: unknown): string => {
    if (!seen.includes(socket)) seen.push(socket);
    return String(seen.indexOf(socket) + 1);
  };
}

/** An error as a line: name, code, message, and its causes; ports are left out. */
export function told(error: unknown): string {
  if (!(error instanceof Error)) return `no Error but ${String(error)}`;
  const { code } = error as { code?: unknown };
  const own = `${error.name}${code === undefined ? '' : ` [${code}]`}: ${error.message}`;
  const text = error.cause === undefined ? own : `${own} <- ${told(error.cause)}`;
  return withoutPorts(text);
}

/**
 * A host that is not there, and whose name no name server is ever asked for: its characters cannot
 * be in a name, so that the answer is the same without a network.
 */
export const NO_SUCH_HOST = 'no_such_host!';

/** Ports differ between runs. */
export function withoutPorts(text: string): string {
  return text.replace(/(127\.0\.0\.1|localhost|::):\d+/g, '$1:<port>');
}

/** What the call throws or rejects with, as a line. */
export async function errorOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return told(error);
  }
  return 'nothing was thrown';
}

/** Resolves after so many milliseconds: for behaviours that are about time passing. */
export function after(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}

/** A promise, and the way to settle it from elsewhere. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

export function deferred<T = void>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
