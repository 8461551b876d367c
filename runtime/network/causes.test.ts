import { expect, test } from 'vitest';
import { Causes } from './causes.ts';

const trace = (id: string) => ['Traceparent', `00-${id.repeat(32)}-${'1'.repeat(16)}-01`];

test('the only request that an instance serves led to what it sends', () => {
  const causes = new Causes();
  causes.begun(1, 'orders-1', []);
  expect(causes.of('orders-1', [])).toEqual({ id: 1, by: 'only-one-served' });
  expect(causes.of('users-1', [])).toBe(null);
});

test('of two that it serves at once, nothing tells which one did', () => {
  const causes = new Causes();
  causes.begun(1, 'orders-1', []);
  causes.begun(2, 'orders-1', []);
  expect(causes.of('orders-1', [])).toBe(null);
  causes.over(1, 'orders-1');
  expect(causes.of('orders-1', [])).toEqual({ id: 2, by: 'only-one-served' });
});

test('a trace that is passed on tells it, even after the answer', () => {
  const causes = new Causes();
  causes.begun(1, 'orders-1', trace('a'));
  causes.begun(2, 'orders-1', trace('b'));
  expect(causes.of('orders-1', trace('a'))).toEqual({ id: 1, by: 'traceparent' });
  causes.over(1, 'orders-1');
  expect(causes.of('orders-1', trace('a'))).toEqual({ id: 1, by: 'traceparent' });
});

test('a header that is no traceparent tells nothing', () => {
  const causes = new Causes();
  causes.begun(1, 'orders-1', ['traceparent', 'mine']);
  causes.begun(2, 'orders-1', []);
  expect(causes.of('orders-1', ['traceparent', 'mine'])).toBe(null);
});

test('of many traces the latest are remembered', () => {
  const causes = new Causes();
  const one = (id: number) => [
    'traceparent',
    `00-${id.toString(16).padStart(32, '0')}-${'1'.repeat(16)}-01`,
  ];
  for (let id = 1; id <= 1500; id++) {
    causes.begun(id, 'orders-1', one(id));
    causes.over(id, 'orders-1');
  }
  expect(causes.of('orders-1', one(1500))?.id).toBe(1500);
  expect(causes.of('orders-1', one(1))).toBe(null);
});
