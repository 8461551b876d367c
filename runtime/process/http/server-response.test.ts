import * as nodeHttp from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, test } from 'vitest';
import { runOn } from '../current.ts';
import { TestHost } from '../testing.ts';
import * as http from './index.ts';

type Handler = (request: nodeHttp.IncomingMessage, response: nodeHttp.ServerResponse) => unknown;

/** What a client of the server received. */
interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly string[];
  readonly body: string;
  readonly trailers: readonly string[];
  /** What the handler found out for itself. */
  readonly noted: readonly unknown[];
}

type Note = (...values: unknown[]) => void;

/** Handlers whose answers must be the same, header by header, as from Node's own server. */
const HANDLERS: Readonly<Record<string, (note: Note) => Handler>> = {
  'end with text': () => (_request, response) => response.end('Hello'),
  'end with nothing': () => (_request, response) => response.end(),
  'end with bytes': () => (_request, response) => response.end(Buffer.from('茶')),
  'end with text in another encoding': () => (_request, response) => response.end('68c3a9', 'hex'),
  'write, then end': () => (_request, response) => {
    response.write('a');
    response.end('b');
  },
  'status and headers before the end': () => (_request, response) => {
    response.statusCode = 404;
    response.statusMessage = 'No Such Tea';
    response.setHeader('Content-Type', 'text/plain').setHeader('X-List', ['a', 'b']);
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    response.end('gone');
  },
  'writeHead with an object, then end': () => (_request, response) =>
    response.writeHead(201, { 'X-A': 1, 'content-type': 'text/html' }).end('<p>'),
  'writeHead with reason and length': () => (_request, response) =>
    response.writeHead(200, 'Fine', { 'Content-Length': 5 }).end('Hello'),
  'writeHead with a flat list': () => (_request, response) =>
    response.writeHead(200, ['X-A', '1', 'X-A', '2']).end(),
  'writeHead over headers that are set': () => (_request, response) =>
    response.setHeader('X-A', 'old').writeHead(200, { 'x-a': 'new' }).end(),
  'an unknown status': () => (_request, response) => response.writeHead(799).end(),
  '204 with a body that is left out': () => (_request, response) =>
    response.writeHead(204).end('left out'),
  '304 with a body that is left out': () => (_request, response) => {
    response.statusCode = 304;
    response.end('left out');
  },
  'no Date': () => (_request, response) => {
    response.sendDate = false;
    response.end();
  },
  'a Date of its own': () => (_request, response) => response.setHeader('Date', 'today').end(),
  'Connection: close': () => (_request, response) =>
    response.setHeader('Connection', 'close').end('bye'),
  'no keep-alive': () => (_request, response) => {
    response.shouldKeepAlive = false;
    response.end('bye');
  },
  'Transfer-Encoding of its own': () => (_request, response) =>
    response.setHeader('Transfer-Encoding', 'chunked').end('chunk'),
  'removed headers': () => (_request, response) => {
    response.setHeader('X-A', '1');
    response.removeHeader('x-a');
    response.removeHeader('Connection');
    response.end();
  },
  'removed Transfer-Encoding': () => (_request, response) => {
    response.removeHeader('Transfer-Encoding');
    response.write('until the end');
    response.end();
  },
  trailers: () => (_request, response) => {
    response.writeHead(200, { Trailer: 'X-Sum' });
    response.write('body');
    response.addTrailers({ 'X-Sum': '4' });
    response.end();
  },
  'what headers say of themselves': (note) => (_request, response) => {
    response.setHeader('X-Number', 5).appendHeader('X-Number', '6').setHeader('X-B', 'b');
    note(response.getHeader('x-number'), response.hasHeader('X-b'), response.getHeaderNames());
    note({ ...response.getHeaders() }, response.headersSent);
    response.end();
    note(response.headersSent, response.finished, response.writableEnded);
  },
  'headers too late': (note) => (_request, response) => {
    response.writeHead(200);
    for (const late of [
      () => response.setHeader('x', '1'),
      () => response.removeHeader('x'),
      () => response.appendHeader('x', '1'),
      () => response.writeHead(200),
    ]) {
      note(errorOf(late));
    }
    response.end();
  },
  'wrong headers and statuses': (note) => (_request, response) => {
    for (const wrong of [
      () => response.setHeader('a b', '1'),
      () => response.setHeader('x', undefined as unknown as string),
      () => response.setHeader('x', 'a\nb'),
      () => response.setHeader('x', '茶'),
      () => response.writeHead(99),
      () => response.writeHead(1000),
      () => response.writeHead('x' as unknown as number),
    ]) {
      note(errorOf(wrong));
    }
    response.end();
  },
  'wrong chunks': (note) => (_request, response) => {
    for (const chunk of [null, undefined, 5, {}]) note(errorOf(() => response.write(chunk)));
    response.end();
  },
  'events of a response': (note) => (request, response) => {
    for (const event of ['finish', 'close', 'prefinish']) response.on(event, () => note(event));
    request.on('end', () => note('request end')).resume();
    response.end('x', () => note('callback'));
  },
};

let host: TestHost;

beforeEach(() => {
  host = new TestHost();
  runOn(host);
});

describe("an answer is as from Node's own server:", () => {
  test.each(Object.entries(HANDLERS))('%s', async (_name, handler) => {
    expect(await fromHost(handler)).toEqual(await fromNode(handler));
  });

  test('HEAD has the headers of GET, and no body', async () => {
    const handler = () => (_request: unknown, response: nodeHttp.ServerResponse) =>
      response.end('Hello');
    expect(await fromHost(handler, 'HEAD')).toEqual(await fromNode(handler, 'HEAD'));
  });
});

async function fromNode(make: (note: Note) => Handler, method = 'GET'): Promise<Answer> {
  const noted: unknown[] = [];
  const server = nodeHttp.createServer(make((...values) => noted.push(...values)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<Answer>((resolve, reject) => {
    const headers = { connection: 'keep-alive' };
    const request = nodeHttp.request({ port, host: '127.0.0.1', method, agent: false, headers });
    request.on('error', reject).on('response', async (message) => {
      let body = '';
      for await (const chunk of message.setEncoding('utf8')) body += chunk;
      const {
        statusCode: status = 0,
        statusMessage: reason = '',
        rawHeaders,
        rawTrailers,
      } = message;
      resolve({
        status,
        reason,
        headers: withoutDate(rawHeaders),
        body,
        trailers: rawTrailers,
        noted,
      });
    });
    request.end();
  });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return answer;
}

async function fromHost(make: (note: Note) => Handler, method = 'GET'): Promise<Answer> {
  const noted: unknown[] = [];
  const handler = make((...values) => noted.push(...values)) as unknown as http.RequestListener;
  http.createServer(handler).listen(4000);
  await host.settle();
  const client = await host.dial(4000);
  client.request(method, '/', ['Connection', 'keep-alive']);
  await host.settle();
  const [head] = client.heads;
  const end = client.frames.find((frame) => frame.kind === 'end');
  return {
    status: head?.status ?? 0,
    reason: head?.reason ?? '',
    headers: withoutDate(head?.headers ?? []),
    body: client.body,
    trailers: end?.kind === 'end' ? end.trailers : [],
    noted,
  };
}

/** Dates differ, but not that there is one. */
function withoutDate(raw: readonly string[]): string[] {
  return raw.map((text, index) => (raw[index - 1] === 'Date' && / GMT$/.test(text) ? 'now' : text));
}

function errorOf(run: () => unknown): string {
  try {
    run();
    return 'fine';
  } catch (error) {
    const { name, code, message } = error as Error & { code: string };
    return `${name} ${code} ${message}`;
  }
}
