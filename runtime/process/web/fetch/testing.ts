import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, HostConnection } from '../../host.ts';
import type { WebGlobals } from '../index.ts';
import { nodeWeb, sameOutcomes, WebTestHost } from '../testing.ts';

/** For tests: one request as its server sees it, and what the server may do with it. */
export interface Served {
  readonly method: string;
  readonly target: string;
  /** Raw pairs, without Host, which differs from run to run. */
  readonly headers: readonly string[];
  /** Resolves when all of it has come. */
  readonly body: Promise<string>;
  /** Begins the answer; without a length it is chunked. */
  head(status: number, headers?: readonly string[]): void;
  write(text: string | Uint8Array): void;
  end(): void;
  /** Closes the connection in order. */
  close(): void;
  /** Breaks it. */
  reset(): void;
}

export interface TestServer {
  url(path: string): string;
  /** Requests so far. */
  readonly served: readonly Served[];
  /** Connections so far. */
  readonly connections: number;
}

/** A program that calls fetch. */
export type FetchProgram = (web: WebGlobals, server: TestServer) => unknown;

/**
 * Runs each program twice: on Node with a server on a real port, and on our fetch with the same
 * server on a host for tests. Both must give or throw the same.
 */
export function sameFetchAsNode(
  handle: (served: Served) => unknown,
  programs: readonly (readonly [sentence: string, run: FetchProgram])[],
): void {
  sameOutcomes(
    programs,
    (run) => withNode(handle, run),
    (run) => withOurs(handle, run),
  );
}

/** Answers at once, with a length. */
export function reply(served: Served, status: number, body: string, headers: string[] = []): void {
  served.head(status, [...headers, 'content-length', `${new TextEncoder().encode(body).length}`]);
  served.write(body);
  served.end();
}

async function withNode(handle: (served: Served) => unknown, run: FetchProgram): Promise<unknown> {
  const served: Served[] = [];
  let connections = 0;
  const server = createServer((request) => {
    const { socket } = request;
    let isChunked = false;
    let received = '';
    request
      .on('error', () => undefined)
      .on('data', (bytes) => {
        received += bytes;
      });
    const one: Served = {
      method: request.method ?? '',
      target: request.url ?? '',
      headers: withoutHost(request.rawHeaders),
      body: new Promise((resolve) => request.on('end', () => resolve(received))),
      head(status, headers = []) {
        const all = withFraming(status, headers);
        isChunked = all.includes('chunked');
        const lines = pairs(all).map(([name, value]) => `${name}: ${value}\r\n`);
        socket.write(`HTTP/1.1 ${status} Reason\r\n${lines.join('')}\r\n`);
      },
      write(content) {
        const bytes = Buffer.from(content as string);
        if (isChunked) socket.write(`${bytes.length.toString(16)}\r\n`);
        socket.write(bytes);
        if (isChunked) socket.write('\r\n');
      },
      end: () => void (isChunked && socket.write('0\r\n\r\n')),
      close: () => void socket.end(),
      reset: () => void socket.resetAndDestroy(),
    };
    served.push(one);
    handle(one);
  });
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const testServer: TestServer = {
    served,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    get connections() {
      return connections;
    },
  };
  try {
    return await run(nodeWeb, testServer);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function withOurs(handle: (served: Served) => unknown, run: FetchProgram): Promise<unknown> {
  const host = new WebTestHost();
  const server = serveOn(host, 4000, handle);
  return host.until(Promise.resolve(run(host.web, server)));
}

/** A server in the place of the world: it speaks in frames, and its window is never full. */
export function serveOn(
  host: WebTestHost,
  port: number,
  handle: (served: Served) => unknown,
): TestServer {
  const served: Served[] = [];
  host.network.listen(
    port,
    () => undefined,
    (connection) => {
      let arriving: { received: string; arrived: (body: string) => void } | null = null;
      const frame = (given: Frame) => {
        if (given.kind === 'request') {
          const body = new Promise<string>((resolve) => {
            arriving = { received: '', arrived: resolve };
          });
          const one = servedOver(connection, given, body);
          served.push(one);
          handle(one);
        } else if (given.kind === 'body' && arriving !== null) {
          arriving.received += new TextDecoder().decode(given.bytes);
          connection.send({ kind: 'credit', bytes: given.bytes.length });
        } else if (given.kind === 'end') arriving?.arrived(arriving.received);
      };
      connection.receive({ frame, ended: () => connection.end(), reset: () => undefined });
    },
  );
  return {
    served,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    get connections() {
      return host.dialled;
    },
  };
}

function servedOver(
  connection: HostConnection,
  request: Frame & { kind: 'request' },
  body: Promise<string>,
): Served {
  return {
    method: request.method,
    target: request.target,
    headers: withoutHost(request.headers),
    body,
    head(status, headers = []) {
      const all = withFraming(status, headers);
      connection.send({ kind: 'response', status, reason: 'Reason', headers: all });
    },
    write(content) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      connection.send({ kind: 'body', bytes });
    },
    end: () => connection.send({ kind: 'end', trailers: [] }),
    close: () => connection.end(),
    reset: () => connection.reset(),
  };
}

function withFraming(status: number, headers: readonly string[]): readonly string[] {
  const names = headers.map((text) => text.toLowerCase());
  const isFramed = names.includes('content-length') || names.includes('transfer-encoding');
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  return isFramed || !hasBody ? headers : [...headers, 'transfer-encoding', 'chunked'];
}

function withoutHost(raw: readonly string[]): readonly string[] {
  return pairs(raw)
    .filter(([name]) => name !== 'host')
    .flat();
}

function pairs(raw: readonly string[]): [name: string, value: string][] {
  return raw.flatMap((name, i): [string, string][] => (i % 2 ? [] : [[name, raw[i + 1] ?? '']]));
}
