import { expect, test } from 'vitest';
import { WholeResponse } from './whole-response.ts';

const INIT = { status: 201, statusText: 'Made', headers: { 'content-type': 'application/json' } };
const TEXT = '\ufeff{"name":"Zoë"}';

const bytes = () => new TextEncoder().encode(TEXT);
const both = () => [new WholeResponse(bytes(), INIT), new Response(bytes(), INIT)] as const;

/** What reading in this way gives, or the kind of error. */
async function outcome(read: (response: Response) => unknown, response: Response) {
  try {
    return await read(response);
  } catch (error) {
    return (error as Error).name;
  }
}

const READINGS: Readonly<Record<string, (response: Response) => unknown>> = {
  text: (response) => response.text(),
  json: (response) => response.clone().text().then(JSON.parse),
  bytes: async (response) => [...new Uint8Array(await response.arrayBuffer())],
  blob: async (response) => (await response.blob()).text(),
  form: (response) => response.formData(),
  stream: async (response) => {
    const pieces: number[] = [];
    for await (const piece of response.body ?? []) pieces.push(...piece);
    return pieces;
  },
  clone: async (response) => [await response.clone().text(), await response.text()],
  twice: async (response) => [await response.text(), response.bodyUsed, await response.text()],
  'json of no json': async (response) => {
    await response.json();
    return response.bodyUsed;
  },
  'stream after all': async (response) => {
    await response.text();
    return [response.bodyUsed, response.body?.locked];
  },
  'clone after all': async (response) => {
    await response.text();
    return response.clone();
  },
  used: async (response) => {
    const before = response.bodyUsed;
    await response.body?.cancel();
    return [before, response.bodyUsed];
  },
};

test.each(Object.entries(READINGS))('is read as any response is: %s', async (_, read) => {
  const [whole, engines] = both();
  expect(await outcome(read, whole)).toEqual(await outcome(read, engines));
});

test('has status and headers, and is a Response', () => {
  const [whole] = both();
  expect(whole).toBeInstanceOf(Response);
  expect([whole.status, whole.statusText, whole.ok]).toEqual([201, 'Made', true]);
  expect(whole.headers.get('content-type')).toBe('application/json');
});

test('bytes that are a part of what was read together are given by themselves', async () => {
  const read = Buffer.from(`HTTP/1.1 201 Made\r\n\r\n${TEXT}`);
  const body = read.subarray(read.indexOf(TEXT)) as Uint8Array<ArrayBuffer>;
  const buffer = await new WholeResponse(body, INIT).arrayBuffer();
  expect([...new Uint8Array(buffer)]).toEqual([...bytes()]);
});
