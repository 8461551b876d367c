import { expect, test } from 'vitest';
import type { Frame } from '../../process/index.ts';
import { isWhole, pack, unpack } from './packing.ts';

const head: Frame = { kind: 'response', status: 200, reason: 'OK', headers: ['A', '1'] };
const request: Frame = { kind: 'request', method: 'POST', target: '/a', headers: [] };
const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const body: Frame = { kind: 'body', bytes: new Uint8Array([1, 2]) };
const end: Frame = { kind: 'end', trailers: ['B', '2'] };
const interim: Frame = { kind: 'response', status: 100, reason: 'Continue', headers: [] };

const on = (id: number, ...frames: Frame[]) =>
  frames.map((frame) => ({ type: 'frame' as const, id, frame }));

function unpacked(messages: ReturnType<typeof pack>) {
  return messages.flatMap((message) => (isWhole(message) ? unpack(message) : [message]));
}

test('a request or response that is there whole is one message, with a body or without', () => {
  const messages = [...on(1, head, body, end), ...on(2, head, end), { type: 'ping' }];
  expect(pack(messages).map(isWhole)).toEqual([true, true, false]);
});

test.each([
  ['a request', on(1, request, body, end)],
  ['a body of every byte', on(1, head, { kind: 'body', bytes: EVERY_BYTE }, end)],
  ['a long body', on(1, head, { kind: 'body', bytes: new Uint8Array(5000).fill(200) }, end)],
  ['two responses', on(1, head, body, end, head, end)],
  ['a body of two pieces', on(1, head, body, body, end)],
  ['an interim response', on(1, interim, head, body, end)],
  ['the end is still to come', on(1, head, body)],
  ['a head alone', on(1, head)],
  ['frames of two connections in turn', [...on(1, head), ...on(2, head, end), ...on(1, body, end)]],
  ['something in between', [...on(1, head), { type: 'ping' }, ...on(1, end)]],
])('what is unpacked is what was packed: %s', (_what, messages) => {
  expect(unpacked(pack(messages))).toEqual(messages);
});
