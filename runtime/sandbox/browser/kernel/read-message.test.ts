import { expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { readMessage, readMessages } from './read-message.ts';
import { ProtocolViolation } from './violation.ts';

const REQUEST = { kind: 'request', method: 'GET', target: '/', headers: ['Host', 'x'] };
const body = (bytes: unknown) => ({ type: 'frame', id: 1, frame: { kind: 'body', bytes } });

const file = (operation: object) => ({ type: 'file', operation });

const SOUND: readonly object[] = [
  { type: 'ready' },
  { type: 'loaded' },
  { type: 'pong' },
  { type: 'limited', limit: 'memory' },
  { type: 'listen', listener: 1, port: 0 },
  { type: 'unlisten', listener: 1 },
  { type: 'connect', id: 1, host: 'localhost', port: 4000, intent: null },
  { type: 'frame', id: -1, frame: REQUEST },
  {
    type: 'frame',
    id: 1,
    frame: { kind: 'response', status: 204, reason: 'No Content', headers: [] },
  },
  body(new Uint8Array(LIMITS.bodyFrameBytes)),
  { type: 'frame', id: 1, frame: { kind: 'end', trailers: [] } },
  { type: 'frame', id: 1, frame: { kind: 'credit', bytes: 1 } },
  { type: 'end', id: 1 },
  { type: 'reset', id: -7 },
  { type: 'output', stream: 'stderr', text: 'out of tea', droppedBytes: 0 },
  { type: 'handle', signal: 'SIGTERM', handled: true },
  { type: 'raise', signal: 'SIGKILL' },
  file({ kind: 'create', at: { directory: 1, name: 'a' }, inode: 2, mode: 0o644, atMs: 1 }),
  file({ kind: 'write', inode: 2, offset: 0, bytes: new Uint8Array([1]), atMs: 1 }),
  file({ kind: 'fsync', inode: 2 }),
  { type: 'exit', code: 1, uncaught: null },
  { type: 'exit', code: 0, uncaught: 'Error: no tea' },
];

/** A message for the name of a test: of bytes, how many. */
const named = (message: object) =>
  JSON.stringify(message, (_key, value) => (ArrayBuffer.isView(value) ? value.byteLength : value));

test.each(SOUND.map((message) => [named(message), message] as const))(
  'what a process says is understood: %s',
  (_name, message) => {
    expect(readMessage(message)).toEqual(message);
  },
);

/** In the order of `Whole`, with some of it changed. */
const whole = (change: Readonly<Record<string, unknown>>) => {
  const { method: start, target: rest, headers } = REQUEST;
  return Object.values({ id: 1, start, rest, headers, body: null, trailers: [], ...change });
};

test('a request that comes whole is understood frame by frame', () => {
  const bytes = new Uint8Array([1, 255]);
  const frames = [
    { type: 'frame', id: 1, frame: REQUEST },
    body(bytes),
    { type: 'frame', id: 1, frame: { kind: 'end', trailers: ['A', '1'] } },
  ];
  const trailers = ['A', '1'];
  expect(readMessages(whole({ body: bytes, trailers }))).toEqual(frames);
  expect(readMessages(whole({ body: '\u0001\u00FF', trailers }))).toEqual(frames);
  expect(readMessages({ type: 'pong' })).toEqual([{ type: 'pong' }]);
});

test.each([
  ['nothing in it', []],
  ['a start that is neither a method nor a status', whole({ start: null })],
  ['a status too high', whole({ start: 1000 })],
  ['no target', whole({ rest: undefined })],
  ['headers with a hole', whole({ headers: new Array(2) })],
  ['no word of a body', whole({ body: undefined })],
  ['a body too long', whole({ body: 'a'.repeat(LIMITS.bodyFrameBytes + 1) })],
  ['a view of part of a buffer', whole({ body: new Uint8Array(8).subarray(2) })],
  ['trailers that are no pairs', whole({ trailers: ['A'] })],
  ['an id that is a text', whole({ id: '1' })],
])('a whole one that has %s is a violation', (_what, message) => {
  expect(() => readMessages(message)).toThrow(ProtocolViolation);
});

const cyclic: Record<string, unknown> = { type: 'frame', id: 1 };
cyclic.frame = cyclic;

const NONSENSE: readonly [what: string, message: unknown][] = [
  ['nothing', null],
  ['a text', 'ready'],
  ['no type', {}],
  ['an unknown type', { type: 'spawn' }],
  ['what only the kernel says', { type: 'exited', pid: 1 }],
  ['an inherited name as a type', { type: 'constructor' }],
  ['a cyclic frame', cyclic],
  ['a frame of no kind', { type: 'frame', id: 1, frame: {} }],
  ['a missing frame', { type: 'frame', id: 1 }],
  ['an id that is a text', { type: 'end', id: '1' }],
  ['an id that is no integer', { type: 'end', id: 0.5 }],
  ['an id that is not a number', { type: 'reset', id: Number.NaN }],
  ["an id of the kernel's own", { type: 'connect', id: -1, host: 'localhost', port: 1 }],
  ['a host that is an object', { type: 'connect', id: 1, host: {}, port: 1 }],
  ['a port too high', { type: 'connect', id: 1, host: 'localhost', port: 65_536 }],
  ['a negative port', { type: 'listen', listener: 1, port: -1 }],
  ['headers that are a text', { type: 'frame', id: 1, frame: { ...REQUEST, headers: 'Host' } }],
  ['a header without a value', { type: 'frame', id: 1, frame: { ...REQUEST, headers: ['Host'] } }],
  [
    'a header value that is a number',
    { type: 'frame', id: 1, frame: { ...REQUEST, headers: ['a', 1] } },
  ],
  [
    'a status out of range',
    { type: 'frame', id: 1, frame: { kind: 'response', status: 1e9, reason: '', headers: [] } },
  ],
  ['a file operation of no kind', file({})],
  [
    'a write far beyond the disk',
    file({ kind: 'write', inode: 2, offset: 1e15, bytes: new Uint8Array(1), atMs: 1 }),
  ],
  ['a mode that is a text', file({ kind: 'chmod', inode: 2, mode: '777', atMs: 1 })],
  ['a body that is a text', body('bytes')],
  ['a body that is too long', body(new Uint8Array(LIMITS.bodyFrameBytes + 1))],
  ['a body in shared memory', body(new Uint8Array(new SharedArrayBuffer(1)))],
  ['a view of a larger buffer', body(new Uint8Array(new ArrayBuffer(1e6), 0, 1))],
  ['a credit of nothing', { type: 'frame', id: 1, frame: { kind: 'credit', bytes: 0 } }],
  ['a credit without end', { type: 'frame', id: 1, frame: { kind: 'credit', bytes: Infinity } }],
  ['an unknown stream', { type: 'output', stream: 'stdin', text: '', droppedBytes: 0 }],
  [
    'output that is too long',
    {
      type: 'output',
      stream: 'stdout',
      text: 'x'.repeat(LIMITS.outputCharacters + 1),
      droppedBytes: 0,
    },
  ],
  ['an unknown signal', { type: 'handle', signal: 'SIGKILL', handled: true }],
  ['an exit code that is a text', { type: 'exit', code: '0', uncaught: null }],
  ['an error that is an object', { type: 'exit', code: 1, uncaught: {} }],
];

test.each(NONSENSE)('nonsense is refused: %s', (_what, message) => {
  expect(() => readMessage(message)).toThrow(ProtocolViolation);
});

test("fields that no message has do not get through: nobody speaks in another's name", () => {
  const forged = { type: 'end', id: 1, pid: 1001, ask: 1 };
  expect(readMessage(forged)).toEqual({ type: 'end', id: 1 });
  const frame = { ...REQUEST, pid: 1001 };
  expect(readMessage({ type: 'frame', id: 1, ask: 1, frame })).toEqual({
    type: 'frame',
    id: 1,
    frame: REQUEST,
  });
});
