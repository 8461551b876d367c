import { expect, test } from 'vitest';
import { sameAsNode, WebTestHost } from '../testing.ts';

sameAsNode([
  [
    'listeners are called in the order they were added, before dispatchEvent returns',
    ({ Event, EventTarget }) => {
      const seen: unknown[] = [];
      const target = new EventTarget();
      target.addEventListener('a', () => seen.push(1));
      target.addEventListener('a', { handleEvent: () => seen.push(2) });
      target.addEventListener('b', () => seen.push(3));
      seen.push(target.dispatchEvent(new Event('a')), 'returned');
      return seen;
    },
  ],
  [
    'the same listener is added once, and once more for the capture phase',
    ({ Event, EventTarget }) => {
      let calls = 0;
      const target = new EventTarget();
      const listener = () => {
        calls += 1;
      };
      target.addEventListener('a', listener);
      target.addEventListener('a', listener, { once: true });
      target.addEventListener('a', listener, true);
      target.dispatchEvent(new Event('a'));
      target.dispatchEvent(new Event('a'));
      return calls;
    },
  ],
  [
    'once, removal and stopImmediatePropagation',
    ({ Event, EventTarget }) => {
      const seen: string[] = [];
      const target = new EventTarget();
      const removed = () => seen.push('removed');
      target.addEventListener('a', () => seen.push('once'), { once: true });
      target.addEventListener('a', () => target.removeEventListener('a', removed));
      target.addEventListener('a', removed);
      target.addEventListener('a', (event) => event.stopImmediatePropagation());
      target.addEventListener('a', () => seen.push('stopped'));
      target.dispatchEvent(new Event('a'));
      target.dispatchEvent(new Event('a'));
      return seen;
    },
  ],
  [
    'an abort signal takes a listener off',
    ({ AbortController, Event, EventTarget }) => {
      let calls = 0;
      const target = new EventTarget();
      const controller = new AbortController();
      const count = () => {
        calls += 1;
      };
      target.addEventListener('a', count, { signal: controller.signal });
      target.dispatchEvent(new Event('a'));
      controller.abort();
      target.dispatchEvent(new Event('a'));
      return calls;
    },
  ],
  [
    'an event knows its target while it is dispatched',
    ({ Event, EventTarget }) => {
      const target = new EventTarget();
      const seen: unknown[] = [];
      target.addEventListener('a', function (event) {
        const { target: its, currentTarget, eventPhase } = event;
        seen.push(this === target, its === target, currentTarget === target, eventPhase);
        seen.push(event.composedPath().length);
      });
      const event = new Event('a');
      target.dispatchEvent(event);
      return [...seen, event.target === target, event.currentTarget, event.eventPhase];
    },
  ],
  [
    'only what can be cancelled is prevented',
    ({ Event, EventTarget }) => {
      const target = new EventTarget();
      target.addEventListener('a', (event) => event.preventDefault());
      const cancelable = new Event('a', { cancelable: true });
      return [
        target.dispatchEvent(new Event('a')),
        target.dispatchEvent(cancelable),
        cancelable.defaultPrevented,
        cancelable.returnValue,
      ];
    },
  ],
  [
    'the members of an event',
    ({ Event }) => {
      const { type, bubbles, cancelable, composed, isTrusted, cancelBubble } = new Event('a', {
        bubbles: true,
        composed: true,
      });
      return [type, bubbles, cancelable, composed, isTrusted, cancelBubble, Event.AT_TARGET];
    },
  ],
  [
    'a custom event has a detail',
    ({ CustomEvent }) => {
      return [new CustomEvent('a', { detail: { b: 1 } }).detail, new CustomEvent('a').detail];
    },
  ],
  ['events print their members', ({ Event }) => new Event('a', { cancelable: true })],
  ['targets print their class', ({ EventTarget }) => [new EventTarget(), [[[new EventTarget()]]]]],
  [
    'tags',
    ({ CustomEvent, Event, EventTarget }) => {
      return [new Event('a'), new CustomEvent('a'), new EventTarget()].map(String);
    },
  ],
  ['an event without a type is refused', ({ Event }) => new Event(...([] as unknown as [never]))],
  [
    'dispatching what is no event is refused',
    ({ EventTarget }) => {
      new EventTarget().dispatchEvent({} as never);
    },
  ],
  [
    'dispatching nothing is refused',
    ({ EventTarget }) => {
      new EventTarget().dispatchEvent(...([] as unknown as [never]));
    },
  ],
  [
    'a listener that is a number is refused',
    ({ EventTarget }) => {
      new EventTarget().addEventListener('a', 5 as never);
    },
  ],
  [
    'no listener is refused',
    ({ EventTarget }) => {
      new EventTarget().addEventListener(...(['a'] as unknown as [never, never]));
    },
  ],
  [
    'an event that is being dispatched is refused',
    ({ Event, EventTarget }) => {
      const target = new EventTarget();
      let seen: unknown;
      target.addEventListener('a', (event) => {
        try {
          target.dispatchEvent(event);
        } catch (error) {
          seen = error;
        }
      });
      target.dispatchEvent(new Event('a'));
      return seen;
    },
  ],
]);

test('what a listener throws is uncaught, and the others are called all the same', async () => {
  const host = new WebTestHost();
  const { Event, EventTarget } = host.web;
  const target = new EventTarget();
  const seen: string[] = [];
  target.addEventListener('a', () => {
    throw new Error('first');
  });
  target.addEventListener('a', async () => {
    throw new Error('second');
  });
  target.addEventListener('a', () => seen.push('third'));
  expect(target.dispatchEvent(new Event('a'))).toBe(true);
  expect(seen).toEqual(['third']);
  await host.settle();
  expect(host.uncaught.map(String)).toEqual(['Error: first', 'Error: second']);
});

test("an event's time is the host's", async () => {
  const host = new WebTestHost();
  const { Event } = host.web;
  await host.settle(1234);
  expect(new Event('a').timeStamp).toBe(1234);
});
