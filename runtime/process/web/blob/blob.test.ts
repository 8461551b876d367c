import { expect, test } from 'vitest';
import { createObjectURL, resolveObjectURL, revokeObjectURL } from '../index.ts';
import { sameAsNode, WebTestHost } from '../testing.ts';

sameAsNode([
  [
    'parts of all kinds are joined',
    async ({ Blob }) => {
      const view = new Uint8Array([120, 65, 66, 120]).subarray(1, 3);
      const blob = new Blob(['é', view, new Uint8Array([67]).buffer, new Blob(['D'])]);
      return [blob.size, await blob.text(), new Uint8Array(await blob.arrayBuffer())];
    },
  ],
  [
    'the type is in lower case, or none',
    ({ Blob }) => [
      new Blob([], { type: 'Text/Plain' }).type,
      new Blob([], { type: 'a\u0001' }).type,
      new Blob().type,
    ],
  ],
  [
    'line ends are kept, or made native',
    async ({ Blob }) => [
      await new Blob(['a\r\nb\nc']).text(),
      await new Blob(['a\r\nb\nc'], { endings: 'native' }).text(),
    ],
  ],
  [
    'slices',
    async ({ Blob }) => {
      const blob = new Blob(['abcdef'], { type: 'a/b' });
      const slices = [
        blob.slice(),
        blob.slice(2),
        blob.slice(1, 3, 'C/D'),
        blob.slice(-2),
        blob.slice(4, 2),
        blob.slice(0, 99),
        blob.slice(-99, -4),
      ];
      return Promise.all(slices.map(async (slice) => [slice.type, slice.size, await slice.text()]));
    },
  ],
  [
    'a part that is changed later does not change it',
    async ({ Blob }) => {
      const bytes = new Uint8Array([65]);
      const blob = new Blob([bytes]);
      bytes[0] = 66;
      new Uint8Array(await blob.arrayBuffer())[0] = 67;
      return blob.text();
    },
  ],
  [
    'its stream gives all of it',
    async ({ Blob }) => {
      const parts: number[] = [];
      for await (const part of new Blob(['x'.repeat(200_000)]).stream()) parts.push(part.length);
      return parts.reduce((sum, length) => sum + length, 0);
    },
  ],
  [
    'its stream can be read into memory of the reader',
    async ({ Blob }) => {
      const reader = new Blob(['abc']).stream().getReader({ mode: 'byob' });
      const first = await reader.read(new Uint8Array(2));
      const second = await reader.read(new Uint8Array(2));
      const last = await reader.read(new Uint8Array(2));
      return [first.value, second.value, last.done];
    },
  ],
  ['a mark at the beginning of text is dropped', ({ Blob }) => new Blob(['\uFEFFa']).text()],
  [
    'they print size and type',
    ({ Blob, File }) => [new Blob(['a'], { type: 'a/b' }), new File(['abc'], 'name.txt')],
  ],
  [
    'a file has a name and a time',
    ({ File }) => {
      const file = new File(['a'], 'n\uD800', { lastModified: 7, type: 'a/b' });
      return [file.name, file.lastModified, file.type, String(file)];
    },
  ],
  ['text is no list of parts', ({ Blob }) => new Blob('a')],
  ['a number is no list of parts', ({ Blob }) => new Blob(5 as never)],
  ['a number is no options', ({ Blob }) => new Blob([], 5 as never)],
  ['endings must be known', ({ Blob }) => new Blob([], { endings: 'x' as never })],
  ['a file needs a name', ({ File }) => new File(...([[]] as unknown as [never, never]))],
]);

test('a blob can be had by a URL until it is revoked', async () => {
  const { Blob } = new WebTestHost().web;
  const url = createObjectURL(new Blob(['hi'], { type: 'a/b' }));
  expect(url).toMatch(/^blob:nodedata:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
  expect(await resolveObjectURL(url)?.text()).toBe('hi');
  revokeObjectURL(url);
  expect(resolveObjectURL(url)).toBeUndefined();
});
