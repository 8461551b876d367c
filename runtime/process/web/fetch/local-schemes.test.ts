import { expect, test } from 'vitest';
import { createObjectURL, type WebGlobals } from '../index.ts';
import { nodeWeb, sameAsNode, WebTestHost } from '../testing.ts';

/** What a URL without a network gives: status, type, headers and text. */
function gives(url: string) {
  return async ({ fetch }: WebGlobals) => {
    const response = await fetch(url);
    const { status, statusText, type, headers } = response;
    return [status, statusText, type, response.url, headers, await response.text()];
  };
}

sameAsNode([
  ['data as text', gives('data:,a%20b%C3%A9')],
  ['data as base64', gives('data:text/html;charset=utf-8;base64,aGk%3D')],
  ['data as base64, spaced', gives('data:text/html ; base64,aG k')],
  ['data with a fragment', gives('data:text/plain,a#b')],
  ['data with half a type', gives('data:;charset=x,a')],
  ['data of no known type', gives('data:what,a')],
  ['data without a comma', gives('data:text/plain')],
  ['data that is no base64', gives('data:;base64,a')],
  ['a blob that there is not', gives('blob:nodedata:1234')],
]);

/** Makes a URL for a blob, and fetches it. */
function blobGives(options: RequestInit) {
  return async (web: WebGlobals) => {
    const blob = new web.Blob(['0123456789'], { type: 'a/b' });
    const inNode = (web as unknown) === nodeWeb;
    const url = inNode ? URL.createObjectURL(blob as never) : createObjectURL(blob);
    const response = await web.fetch(url, options as never);
    const { status, statusText, headers } = response;
    return [status, statusText, headers, await response.text()];
  };
}

sameAsNode([
  ['a blob', blobGives({})],
  ['a part beyond a blob', blobGives({ headers: { range: 'bytes=10-20' } })],
  ['a part that is none', blobGives({ headers: { range: 'lines=1-2' } })],
  ['a blob is not posted to', blobGives({ method: 'POST' })],
]);

test.each([
  ['bytes=2-4', 'bytes 2-4/10', '234'],
  ['bytes=8-', 'bytes 8-9/10', '89'],
  ['bytes=-3', 'bytes 7-9/10', '789'],
])(
  'a part of a blob has its last byte too (in Node 20 it lacks it): %s',
  async (range, is, text) => {
    const { web } = new WebTestHost();
    const url = createObjectURL(new web.Blob(['0123456789']));
    const response = await web.fetch(url, { headers: { range } });
    expect([response.status, response.headers.get('content-range')]).toEqual([206, is]);
    expect(await response.text()).toBe(text);
  },
);

test('https says what to use instead', async () => {
  const { web } = new WebTestHost();
  const error = await web.fetch('https://localhost:4000/').catch((reason) => reason);
  expect(String(error)).toBe('TypeError: fetch failed');
  expect(error.cause.message).toMatch('https is not available in this sandbox');
  expect(error.cause.hint).toMatch('http://');
});
