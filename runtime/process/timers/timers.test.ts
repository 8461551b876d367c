import { beforeEach, expect, test } from 'vitest';
import { runOn } from '../current.ts';
import type { TimerId } from '../host.ts';
import { TestHost } from '../testing.ts';
import { setImmediate, setTimeout } from './index.ts';

/** A host whose timers fire when the test says so, as those of an engine that is busy elsewhere. */
let host: TestHost;
let fire: () => void;

beforeEach(() => {
  host = new TestHost();
  const timers: (() => void)[] = [];
  host.timers.set = (_delayMs, run) => {
    timers.push(run);
    return timers.length as unknown as TimerId;
  };
  fire = () => timers.shift()?.();
  runOn(host);
});

test('an immediate runs before a timer that came due after it was set, however late both are', async () => {
  const seen: string[] = [];
  setTimeout(() => seen.push('timer'), 1);
  setImmediate(() => seen.push('immediate'));
  fire();
  expect(seen).toEqual([]);
  await host.settle();
  expect(seen).toEqual(['immediate', 'timer']);
});

test('a timer that was due before runs before an immediate', async () => {
  const seen: string[] = [];
  setTimeout(() => seen.push('timer'), 1);
  await host.settle(5);
  setImmediate(() => seen.push('immediate'));
  fire();
  await host.settle();
  expect(seen).toEqual(['timer', 'immediate']);
});

test('a timer that waits for an immediate can still be cleared by it', async () => {
  const seen: string[] = [];
  const timer = setTimeout(() => seen.push('timer'), 1);
  setImmediate(() => {
    timer.close();
    seen.push('cleared');
  });
  fire();
  await host.settle();
  expect(seen).toEqual(['cleared']);
});
