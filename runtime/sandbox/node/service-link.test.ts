import { expect, test } from 'vitest';
import type { FromService } from './network/messages.ts';
import { LineReader } from './service-link.ts';

function readAll(...pieces: string[]): FromService[] {
  const messages: FromService[] = [];
  const reader = new LineReader((message) => messages.push(message));
  for (const piece of pieces) reader.add(piece);
  return messages;
}

test('reads messages line by line, however they are cut', () => {
  expect(
    readAll(
      '{"type":"listening","port":8080,"host":"::"}\n{"type":"port-',
      'taken","port":1}',
      '\n',
    ),
  ).toEqual([
    { type: 'listening', port: 8080, host: '::' },
    { type: 'port-taken', port: 1 },
  ]);
});

test('leaves out what is no message: a service can write to the descriptor too', () => {
  const lines = ['hello', 'null', '7', '{}', '{"type":"listening","port":"8080","host":"::"}'];
  expect(readAll(`${lines.join('\n')}\n{"type":"uncaught","stack":"Error: x"}\n`)).toEqual([
    { type: 'uncaught', stack: 'Error: x' },
  ]);
});
