import { expect, test } from 'vitest';
import { sameAsNode, WebTestHost } from '../testing.ts';

sameAsNode([
  ['it prints its members', ({ Request }) => new Request('http://a/b?c#d')],
  [
    'what is given is there',
    ({ Request }) => {
      return new Request(new URL('http://a'), {
        method: 'post',
        body: 'x',
        headers: { A: 'b' },
        redirect: 'manual',
        cache: 'no-store',
        credentials: 'omit',
        mode: 'same-origin',
        keepalive: true,
        referrer: '',
        referrerPolicy: 'origin',
        integrity: 'sha256-x',
      });
    },
  ],
  [
    'known methods are put in capitals, others kept',
    ({ Request }) => {
      const methods = ['get', 'Delete', 'patch', 'PATCH', 'QuErY'];
      return methods.map((method) => new Request('http://a', { method }).method);
    },
  ],
  [
    'it is made from another, and the body goes with it',
    async ({ Request }) => {
      const first = new Request('http://a', { method: 'POST', body: 'x', headers: { a: 'b' } });
      const second = new Request(first, { headers: { c: 'd' } });
      const third = new Request(second, { method: 'PUT' });
      return [first.bodyUsed, second.bodyUsed, third.headers, third.method, await third.text()];
    },
  ],
  [
    'a body that was read does not go along',
    async ({ Request }) => {
      const first = new Request('http://a', { method: 'POST', body: 'x' });
      await first.text();
      return new Request(first);
    },
  ],
  [
    'a clone is read by itself',
    async ({ Request }) => {
      const request = new Request('http://a', { method: 'POST', body: 'x', headers: { a: 'b' } });
      const clone = request.clone();
      return [await request.text(), await clone.text(), clone.method, clone.headers, clone.url];
    },
  ],
  [
    'what was read cannot be cloned',
    async ({ Request }) => {
      const request = new Request('http://a', { method: 'POST', body: 'x' });
      await request.text();
      return request.clone();
    },
  ],
  [
    'its signal follows the one it was given',
    ({ AbortController, Request }) => {
      const controller = new AbortController();
      const request = new Request('http://a', { signal: controller.signal });
      const clone = request.clone();
      const copy = new Request(request);
      const alone = new Request(request, { signal: null });
      const seen: unknown[] = [];
      clone.signal.addEventListener('abort', () => seen.push('clone'));
      controller.abort('why');
      const own = request.signal !== (controller.signal as unknown);
      return [own, request.signal.reason, copy.signal.reason, alone.signal.aborted, seen];
    },
  ],
  [
    'a body that is a stream needs duplex',
    ({ ReadableStream, Request }) => {
      return new Request('http://a', { method: 'POST', body: new ReadableStream() });
    },
  ],
  [
    'a stream with duplex is taken',
    ({ ReadableStream, Request }) => {
      const body = new ReadableStream();
      return new Request('http://a', { method: 'POST', duplex: 'half', body }).body;
    },
  ],
  ['half a URL is refused', ({ Request }) => new Request('/orders')],
  ['a URL with a password is refused', ({ Request }) => new Request('http://a:b@c')],
  ['no URL is refused', ({ Request }) => new Request(...([] as unknown as [never]))],
  ['GET has no body', ({ Request }) => new Request('http://a', { body: 'x' })],
  ['a method with a space is refused', ({ Request }) => new Request('http://a', { method: 'A B' })],
  ['TRACE is refused', ({ Request }) => new Request('http://a', { method: 'trace' })],
  ['a number is no options', ({ Request }) => new Request('http://a', 5 as never)],
  ['an unknown mode is refused', ({ Request }) => new Request('http://a', { mode: 'x' as never })],
  [
    'an unknown redirect is refused',
    ({ Request }) => {
      return new Request('http://a', { redirect: 'x' as never });
    },
  ],
  ['navigation is refused', ({ Request }) => new Request('http://a', { mode: 'navigate' })],
  [
    'a cache of another origin is refused',
    ({ Request }) => {
      return new Request('http://a', { cache: 'only-if-cached' });
    },
  ],
  [
    'a referrer that is no URL is refused',
    ({ Request }) => new Request('http://a', { referrer: 'x' }),
  ],
  [
    'what is no signal is refused',
    ({ Request }) => new Request('http://a', { signal: {} as never }),
  ],
  ['a bad header is refused', ({ Request }) => new Request('http://a', { headers: { 'a b': '' } })],
  ['tag', ({ Request }) => String(new Request('http://a'))],
]);

test('its signal is always the same', () => {
  const { Request } = new WebTestHost().web;
  const request = new Request('http://a');
  expect(request.signal).toBe(request.signal);
});
