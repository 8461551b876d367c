import { expect, test } from 'vitest';
import { host, makeCurrent, perProcess, runOn } from './current.ts';
import { TestHost } from './testing.ts';

test('each process has a value of its own, which is there again when it is current again', () => {
  const names = perProcess<string[]>(() => []);
  const first = runOn(new TestHost());
  names().push('first');
  const second = runOn(new TestHost());
  names().push('second');
  makeCurrent(first);
  expect(names()).toEqual(['first']);
  makeCurrent(second);
  expect(names()).toEqual(['second']);
});

test('two variables of one process do not mix', () => {
  const [one, other] = [perProcess(() => ({ count: 1 })), perProcess(() => ({ count: 2 }))];
  runOn(new TestHost());
  other().count += 10;
  expect([one().count, other().count]).toEqual([1, 12]);
});

test('the host is that of the current process', () => {
  const [one, other] = [new TestHost(), new TestHost()];
  const first = runOn(one);
  runOn(other);
  expect(host).toBe(other);
  makeCurrent(first);
  expect(host).toBe(one);
});
