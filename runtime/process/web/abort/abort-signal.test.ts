import { expect, test } from 'vitest';
import { sameAsNode, WebTestHost } from '../testing.ts';

sameAsNode([
  [
    'aborting calls the listeners at once, once',
    ({ AbortController }) => {
      const seen: unknown[] = [];
      const controller = new AbortController();
      controller.signal.addEventListener('abort', (event) =>
        seen.push(event.type, event.isTrusted),
      );
      controller.signal.onabort = () => seen.push('onabort');
      controller.abort('why');
      controller.abort('again');
      return [seen, controller.signal.aborted, controller.signal.reason];
    },
  ],
  [
    'the reason is an AbortError when none is given',
    ({ AbortController }) => {
      const controller = new AbortController();
      controller.abort();
      return controller.signal.reason;
    },
  ],
  [
    'throwIfAborted throws the reason',
    ({ AbortSignal }) => AbortSignal.abort('why').throwIfAborted(),
  ],
  [
    'throwIfAborted throws nothing before',
    ({ AbortController }) => {
      return new AbortController().signal.throwIfAborted();
    },
  ],
  [
    'onabort can be replaced and taken off, and keeps its place',
    ({ AbortController, Event }) => {
      const seen: string[] = [];
      const { signal } = new AbortController();
      signal.onabort = () => seen.push('first');
      signal.addEventListener('abort', () => seen.push('listener'));
      signal.onabort = () => seen.push('second');
      const isSet = signal.onabort !== null;
      const other = new AbortController();
      other.signal.onabort = () => seen.push('never');
      other.signal.onabort = null;
      other.abort();
      signal.dispatchEvent(new Event('abort'));
      return [seen, isSet, other.signal.onabort];
    },
  ],
  [
    'any aborts with the first reason',
    ({ AbortController, AbortSignal }) => {
      const [one, two] = [new AbortController(), new AbortController()];
      const any = AbortSignal.any([one.signal, two.signal]);
      two.abort('two');
      one.abort('one');
      return [any.aborted, any.reason];
    },
  ],
  [
    'any of an aborted one is aborted',
    ({ AbortController, AbortSignal }) => {
      return AbortSignal.any([new AbortController().signal, AbortSignal.abort('why')]).reason;
    },
  ],
  ['any of none never aborts', ({ AbortSignal }) => AbortSignal.any([]).aborted],
  [
    'any of any looks through',
    ({ AbortController, AbortSignal }) => {
      const controller = new AbortController();
      const outer = AbortSignal.any([AbortSignal.any([controller.signal])]);
      const seen: unknown[] = [];
      outer.addEventListener('abort', () => seen.push(outer.reason));
      controller.abort('why');
      return seen;
    },
  ],
  [
    'listeners of the source come before those of what was made from it',
    ({ AbortController, AbortSignal }) => {
      const seen: unknown[] = [];
      const controller = new AbortController();
      const any = AbortSignal.any([controller.signal]);
      any.addEventListener('abort', () => seen.push('any'));
      controller.signal.addEventListener('abort', () => seen.push('source'));
      controller.abort();
      return seen;
    },
  ],
  [
    'they print whether they aborted',
    ({ AbortController, AbortSignal }) => [
      new AbortController(),
      AbortSignal.abort(),
      [[new AbortController()]],
    ],
  ],
  [
    'tags',
    ({ AbortController }) => [new AbortController(), new AbortController().signal].map(String),
  ],
  ['nobody makes a signal with new', ({ AbortSignal }) => new AbortSignal()],
  [
    'a timeout without a time is refused',
    ({ AbortSignal }) => {
      return AbortSignal.timeout(...([] as unknown as [never]));
    },
  ],
  ['a timeout before now is refused', ({ AbortSignal }) => AbortSignal.timeout(-1)],
  ['any of no array is refused', ({ AbortSignal }) => AbortSignal.any(5 as never)],
  ['any of what is no signal is refused', ({ AbortSignal }) => AbortSignal.any([5 as never])],
]);

test('a timeout aborts with a TimeoutError when its time has come, and not before', async () => {
  const host = new WebTestHost();
  const { AbortSignal } = host.web;
  const signal = AbortSignal.timeout(100);
  await host.settle(99);
  expect(signal.aborted).toBe(false);
  await host.settle(1);
  expect(String(signal.reason)).toBe('TimeoutError: The operation was aborted due to timeout');
});

test('a timeout does not keep the process alive', () => {
  const host = new WebTestHost();
  host.web.AbortSignal.timeout(100);
  expect(host.openHandles).toBe(0);
});

test('a listener put on after another was taken off still hears of it', () => {
  const { AbortController, AbortSignal } = new WebTestHost().web;
  const controller = new AbortController();
  const any = AbortSignal.any([controller.signal]);
  const seen: string[] = [];
  const first = () => seen.push('first');
  any.addEventListener('abort', first);
  any.removeEventListener('abort', first);
  any.addEventListener('abort', () => seen.push('second'));
  controller.abort();
  expect(seen).toEqual(['second']);
});

test('a combined signal that is asked while its source tells its own listeners has aborted', () => {
  const { AbortController, AbortSignal } = new WebTestHost().web;
  const controller = new AbortController();
  const any = AbortSignal.any([controller.signal]);
  const seen: unknown[] = [];
  controller.signal.addEventListener('abort', () => seen.push(any.aborted));
  any.addEventListener('abort', () => seen.push('told'));
  controller.abort();
  expect(seen).toEqual([true, 'told']);
});
