import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes of a body that are passed on: more than any handler takes, so that each can refuse it. */
const MOST_BYTES = 2 * 1024 * 1024;

/** Serves a function of requests by `node:http`. A client that goes away aborts its request. */
export function fetchListener(
  handler: (request: Request) => Promise<Response>,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    incoming.on('error', () => {});
    outgoing.on('error', () => {});
    answer(handler, incoming, outgoing).catch(() => outgoing.destroy());
  };
}

async function answer(
  handler: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  const body = await bodyOf(incoming);
  const request = requestOf(incoming, body, gone.signal);
  if (request === null) {
    outgoing.writeHead(400, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    outgoing.end('400 Bad Request');
    return;
  }
  const response = await handler(request);
  if (outgoing.destroyed) return;
  const answered = Buffer.from(await response.arrayBuffer());
  const headers = Object.fromEntries(response.headers);
  outgoing.writeHead(response.status, { ...headers, 'content-length': answered.length });
  outgoing.end(incoming.method === 'HEAD' ? undefined : answered);
}

/** Null for one that is none: Node takes methods and addresses that `Request` refuses. */
function requestOf(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Request | null {
  const takesBody = method !== 'GET' && method !== 'HEAD';
  try {
    return new Request(`http://registry${url}`, {
      method,
      headers: headersOf(headers),
      signal,
      ...(takesBody && { body }),
    });
  } catch {
    return null;
  }
}

/** What tells how a message was sent is no business of whoever reads it. */
function headersOf(headers: IncomingMessage['headers']): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || OF_THE_CONNECTION.has(name) ? [] : [[name, String(value)]],
  );
}

const OF_THE_CONNECTION = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

/** The body, or as much of it as shows that it is too long. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    if (length <= MOST_BYTES) pieces.push(piece);
    length += piece.length;
  }
  return Buffer.concat(pieces);
}
