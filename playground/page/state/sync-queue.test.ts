import { expect, test } from 'vitest';
import { SyncQueue } from './sync-queue.ts';

test('one hand-over at a time, and of those that wait only the newest', async () => {
  const handed: string[] = [];
  let finish = () => {};
  const queue = new SyncQueue(async (files) => {
    handed.push(files['a.ts'] ?? '');
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  const done = queue.push({ 'a.ts': 'one' });
  queue.push({ 'a.ts': 'two' });
  queue.push({ 'a.ts': 'three' });
  expect(handed).toEqual(['one']);
  finish();
  await expect.poll(() => handed).toEqual(['one', 'three']);
  finish();
  await done;
});
