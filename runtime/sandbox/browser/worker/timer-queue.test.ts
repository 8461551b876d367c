import { expect, test } from 'vitest';
import { createRandom } from '../../../network/index.ts';
import { TimerQueue } from './timer-queue.ts';

test('the earliest comes first, and what is due together in the order added', () => {
  const queue = new TimerQueue();
  const ran: string[] = [];
  for (const [dueMs, name] of [
    [5, 'late'],
    [1, 'early'],
    [3, 'first of two'],
    [3, 'second of two'],
  ] as const) {
    queue.add(dueMs, () => ran.push(name));
  }
  expect(queue.nextDueMs).toBe(1);
  for (let due = queue.takeDue(3); due !== null; due = queue.takeDue(3)) due();
  expect(ran).toEqual(['early', 'first of two', 'second of two']);
  expect(queue.nextDueMs).toBe(5);
});

test('what is removed is gone, wherever it stood', () => {
  const random = createRandom(1);
  const queue = new TimerQueue();
  const kept: number[] = [];
  const ran: number[] = [];
  for (let i = 0; i < 500; i++) {
    const dueMs = random.integer(100);
    const id = queue.add(dueMs, () => ran.push(dueMs));
    if (i % 3 === 0) kept.push(dueMs);
    else if (i % 3 === 1) queue.remove(id);
    else queue.add(200, () => {});
    if (i % 3 === 2) queue.remove(id);
  }
  for (let due = queue.takeDue(100); due !== null; due = queue.takeDue(100)) due();
  expect(ran).toEqual(kept.toSorted((a, b) => a - b));
});

test('ten thousand timers that are taken back leave nothing', () => {
  const queue = new TimerQueue();
  for (let i = 0; i < 10_000; i++) queue.remove(queue.add(5000 + i, () => {}));
  expect(queue.size).toBe(0);
  expect(queue.nextDueMs).toBe(Number.POSITIVE_INFINITY);
});
