import { expect, test } from 'vitest';
import type { Happening } from '../../network/index.ts';
import { packEvents, unpackEvent } from './packed-event.ts';
import type { ToPage } from './protocol.ts';

const REQUEST: Happening = {
  type: 'request',
  id: 1,
  connection: 2,
  from: 'a-1',
  to: 'b-1',
  method: 'POST',
  path: '/x?y=1',
  headers: [
    ['A', '1'],
    ['B', '2'],
  ],
  body: { text: 'tea', bytes: 3 },
  cause: { id: 7, by: 'traceparent' },
};
const RESPONSE: Happening = {
  type: 'response',
  id: 1,
  from: 'b-1',
  to: 'a-1',
  status: 200,
  headers: [['C', '3']],
  body: { text: '', bytes: 0 },
  tookMs: 1.5,
};
const REPLIED: Happening = { type: 'replied', id: 1, from: 'b-1', to: 'a-1', status: 200 };

test('what the page hears is what the kernel says, in the same order', () => {
  const said: ToPage[] = [REQUEST, REPLIED, { ...REQUEST, cause: null }, RESPONSE].map(
    (happening, at) => ({ type: 'happened', epochMs: at, happening }),
  );
  said.push({ type: 'done', ask: 1 });
  const packed = packEvents(said);
  expect(packed.map(Array.isArray)).toEqual([true, false, true, true, false]);
  expect(packed.map(unpackEvent)).toEqual(said);
});
