import { describe, expect, test } from 'vitest';
import { fc } from '../../../../test/support/properties.ts';
import { readRequests, readResponses } from './dialogue.ts';
import { Framer } from './framer.ts';
import type { RawPart } from './raw-part.ts';

/** Both directions of one connection, each given in pieces: requests first, then the answers. */
function read(request: string, response: string, cut: (bytes: Buffer) => Buffer[] = whole) {
  const parts = { requests: [] as RawPart[], responses: [] as RawPart[] };
  const reading = readResponses();
  const requests = new Framer(readRequests(), null, (part) => {
    parts.requests.push(part);
    reading.answered(part);
  });
  const responses = new Framer(reading, null, (part) => parts.responses.push(part));
  for (const piece of cut(Buffer.from(request, 'latin1'))) requests.push(piece);
  for (const piece of cut(Buffer.from(response, 'latin1'))) responses.push(piece);
  requests.finish();
  responses.finish();
  return parts;
}

const whole = (bytes: Buffer) => [bytes];
const singly = (bytes: Buffer) => [...bytes].map((byte) => Buffer.from([byte]));
const raw = (parts: readonly RawPart[]) =>
  Buffer.concat(parts.map((part) => part.raw)).toString('latin1');

/** What the parts say, body pieces joined, whatever their cuts: `request GET /`, `body Hello`, `end`. */
function told(parts: readonly RawPart[]): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const text = 'bytes' in part ? Buffer.from(part.bytes as Uint8Array).toString('latin1') : '';
    const last = lines.at(-1);
    if (part.kind === 'request') lines.push(`request ${part.method} ${part.target}`);
    else if (part.kind === 'response') lines.push(`response ${part.status}`);
    else if (part.kind === 'end') lines.push(['end', ...part.trailers].join(' '));
    else if (last?.startsWith(`${part.kind} `)) lines[lines.length - 1] = last + text;
    else lines.push(`${part.kind} ${text}`);
  }
  return lines;
}

const GET = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nHello';

const REQUESTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['no body', GET, ['request GET /', 'end']],
  [
    'a stated length',
    'POST /a?b HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc',
    ['request POST /a?b', 'body abc', 'end'],
  ],
  [
    'chunks and a trailer',
    'PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nX-Sum: 7\r\n\r\n',
    ['request PUT /', 'body abc0123456789', 'end X-Sum 7'],
  ],
  ['two on one connection', GET + GET, ['request GET /', 'end', 'request GET /', 'end']],
  ['a line end between two', `${GET}\r\n${GET}`, ['request GET /', 'end', 'request GET /', 'end']],
  ['a word that is no method', 'hello', ['bytes hello']],
  ['a line that is no request', 'GET tea\r\nmore', ['bytes GET tea\r\nmore']],
  [
    'the preface of HTTP/2',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    ['bytes PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ],
  [
    'a header that is none',
    'GET / HTTP/1.1\r\nno colon\r\n\r\n',
    ['bytes GET / HTTP/1.1\r\nno colon\r\n\r\n'],
  ],
  [
    'a length beside chunks, which nobody can read',
    'POST / HTTP/1.1\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\nabc',
    ['bytes POST / HTTP/1.1\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\nabc'],
  ],
  [
    'a chunk without its line end',
    'PUT / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc',
    ['request PUT /', 'body a', 'bytes bc'],
  ],
  ['half a head', 'GET / HTTP/1.1\r\nhost', ['bytes GET / HTTP/1.1\r\nhost']],
];

const RESPONSES: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['a stated length', GET, OK, ['response 200', 'body Hello', 'end']],
  [
    'no length: until the end',
    GET,
    'HTTP/1.0 200 OK\r\n\r\nHello',
    ['response 200', 'body Hello', 'end'],
  ],
  [
    'an early hint before it',
    GET,
    `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${OK}`,
    ['response 103', 'response 200', 'body Hello', 'end'],
  ],
  [
    'HEAD: a length and no body',
    `HEAD / HTTP/1.1\r\n\r\n${GET}`,
    `HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n${OK}`,
    ['response 200', 'end', 'response 200', 'body Hello', 'end'],
  ],
  ['304', GET, 'HTTP/1.1 304 \r\ncontent-length: 5\r\n\r\n', ['response 304', 'end']],
  [
    'an upgrade: then bytes',
    'GET / HTTP/1.1\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\nanything',
    ['response 101', 'end', 'bytes anything'],
  ],
  ['no HTTP', GET, 'Hello, world\r\n\r\n', ['bytes Hello, world\r\n\r\n']],
  ['a greeting before anybody asked', '', '220 ready\r\n', ['bytes 220 ready\r\n']],
];

describe.each([
  ['at once', whole],
  ['byte by byte', singly],
])('read %s', (_how, cut) => {
  test.each(REQUESTS)('a request with %s', (_name, request, lines) => {
    const { requests } = read(request, '', cut);
    expect(told(requests)).toEqual(lines);
    expect(raw(requests)).toBe(request);
  });

  test.each(RESPONSES)('a response with %s', (_name, request, response, lines) => {
    const { responses } = read(request, response, cut);
    expect(told(responses)).toEqual(lines);
    expect(raw(responses)).toBe(response);
  });
});

/** Random cuts of these bytes. */
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });

function cutBy(sizes: readonly number[]) {
  return (bytes: Buffer) => {
    const pieces: Buffer[] = [];
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const to = at + (sizes[turn % sizes.length] ?? 1);
      pieces.push(bytes.subarray(at, to));
      at = to;
    }
    return pieces;
  };
}

const requestText = fc.oneof(...REQUESTS.map(([, text]) => fc.constant(text)));
const noise = fc.string({ unit: 'binary-ascii', maxLength: 20 });

test('whatever the bytes and their cuts, they come out unchanged and mean the same', () => {
  const stream = fc
    .array(fc.oneof(requestText, noise), { maxLength: 4 })
    .map((all) => all.join(''));
  const answers = fc
    .array(fc.oneof(...RESPONSES.map(([, , text]) => fc.constant(text)), noise), { maxLength: 4 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(stream, answers, cuts, (request, response, sizes) => {
      const one = read(request, response);
      const cut = read(request, response, cutBy(sizes));
      expect(raw(cut.requests)).toBe(request);
      expect(raw(cut.responses)).toBe(response);
      expect(told(cut.requests)).toEqual(told(one.requests));
      expect(told(cut.responses)).toEqual(told(one.responses));
    }),
    { numRuns: 500 },
  );
});

test('a body part cut short keeps what frames it', () => {
  const [, body] = read(
    'PUT / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n',
    '',
  ).requests;
  expect(body).toMatchObject({ kind: 'body' });
  expect(Buffer.from(body?.raw ?? []).toString()).toBe('3\r\nabc');
});
