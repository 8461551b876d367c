import { expect, test } from 'vitest';
import { OUTPUT_LIMITS } from '../../output-gate.ts';
import { LIMITS } from '../limits.ts';
import { Outbox } from '../outbox.ts';
import type { FromProcess } from '../protocol.ts';
import { ProgramOutput } from './output.ts';

function open() {
  const clock = { nowMs: 0 };
  const posts: (FromProcess & { type: 'output' })[][] = [];
  const outbox = new Outbox<FromProcess>((messages) => posts.push(messages as (typeof posts)[0]));
  const output = new ProgramOutput(outbox, () => clock.nowMs);
  const text = (stream: string) =>
    posts
      .flat()
      .filter((message) => message.stream === stream)
      .map((message) => message.text)
      .join('');
  return { clock, posts, output, text };
}

test('the first prints of a callback leave at once, for it may never end', () => {
  const { output, text } = open();
  output.print('stdout', 'one\n');
  output.print('stderr', 'two\n');
  expect([text('stdout'), text('stderr')]).toEqual(['one\n', 'two\n']);
});

test('many prints travel in few pieces, in order, and leave when the callback ends', async () => {
  const { output, posts, text } = open();
  for (let line = 0; line < 1000; line++) output.print('stdout', `${line}\n`);
  expect(posts.length).toBeLessThan(100);
  await Promise.resolve();
  expect(text('stdout')).toBe(Array.from({ length: 1000 }, (_, line) => `${line}\n`).join(''));
});

test('a callback that never ends is seen printing all the same', () => {
  const { clock, output, text } = open();
  for (let line = 0; line < 200; line++) {
    clock.nowMs += 1;
    output.print('stdout', 'x');
  }
  expect(text('stdout').length).toBeGreaterThan(190);
});

test('a flood is cut at the gate, said once, and makes few messages', () => {
  const { clock, output, posts, text } = open();
  for (let line = 0; line < 100_000; line++) {
    clock.nowMs += 0.01;
    output.print('stdout', 'again and again\n');
  }
  const seconds = clock.nowMs / 1000;
  const allowed = OUTPUT_LIMITS.burstBytes + seconds * OUTPUT_LIMITS.bytesPerSecond;
  expect(text('stdout').length).toBeLessThanOrEqual(allowed);
  expect(posts.flat().filter((message) => message.droppedBytes > 0)).toHaveLength(1);
  expect(posts.length).toBeLessThan(500);
});

test('nothing of the registry’s is left out, and no piece is longer than the kernel takes', async () => {
  const { output, posts, text } = open();
  output.lift();
  const long = 'x'.repeat(2.5 * LIMITS.outputCharacters);
  for (let line = 0; line < 100; line++) output.print('stdout', `${line}\n`);
  output.print('stdout', long);
  await Promise.resolve();
  expect(text('stdout').length).toBe(290 + long.length);
  for (const { text: piece, droppedBytes } of posts.flat()) {
    expect(piece.length).toBeLessThanOrEqual(LIMITS.outputCharacters);
    expect(droppedBytes).toBe(0);
  }
});

test('a flood on one stream does not hide what the other says', () => {
  const { output, text } = open();
  output.print('stdout', 'x'.repeat(2 * OUTPUT_LIMITS.burstBytes));
  output.print('stderr', 'Error: what matters\n');
  expect(text('stderr')).toBe('Error: what matters\n');
});
