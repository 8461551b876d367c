import { expect, test } from 'vitest';
import type { Frame } from '../../process/index.ts';
import { pack, unpack } from './packing.ts';

const head: Frame = { kind: 'response', status: 200, reason: 'OK', headers: ['A', '1'] };
const body: Frame = { kind: 'body', bytes: new Uint8Array([1, 2]) };
const end: Frame = { kind: 'end', trailers: ['B', '2'] };
const interim: Frame = { kind: 'response', status: 100, reason: 'Continue', headers: [] };

const on = (id: number, ...frames: Frame[]) =>
  frames.map((frame) => ({ type: 'frame' as const, id, frame }));

function unpacked(messages: ReturnType<typeof pack>) {
  return messages.flatMap((message) =>
    message.type === 'whole' ? unpack(message as Parameters<typeof unpack>[0]) : [message],
  );
}

test('a request or response that is there whole is one message, with a body or without', () => {
  const messages = [...on(1, head, body, end), ...on(2, head, end), { type: 'ping' }];
  expect(pack(messages).map(({ type }) => type)).toEqual(['whole', 'whole', 'ping']);
});

test.each([
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
