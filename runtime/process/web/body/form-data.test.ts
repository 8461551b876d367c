import { expect, test } from 'vitest';
import { sameAsNode, WebTestHost } from '../testing.ts';
import { decodeMultipart } from './multipart.ts';

sameAsNode([
  [
    'values keep their order; set replaces the first',
    ({ FormData }) => {
      const form = new FormData();
      form.append('a', '1');
      form.append('b', '2');
      form.append('a', '3');
      form.set('b', '4');
      form.set('c', '5');
      const before = [...form];
      form.set('a', '6');
      form.delete('b');
      return [before, [...form], form.get('a'), form.get('x'), form.getAll('a'), form.has('b')];
    },
  ],
  [
    'blobs become files',
    ({ Blob, File, FormData }) => {
      const form = new FormData();
      form.append('a', new Blob(['x'], { type: 'a/b' }));
      form.append('b', new Blob(['x']), 'name.txt');
      form.append('c', new File(['x'], 'old', { lastModified: 5 }), 'new');
      return form;
    },
  ],
  [
    'it prints names and values',
    ({ FormData }) => {
      const form = new FormData();
      form.append('a', '1');
      form.append('a', '2');
      form.append('b', '3');
      return [form, new FormData()];
    },
  ],
  [
    'it goes as multipart',
    async ({ Blob, FormData, Response }) => {
      const form = new FormData();
      form.append('plain', 'one\ntwo');
      form.append('quo"te\r\n', 'x');
      form.append('file', new Blob(['bytes'], { type: 'a/b' }), 'na"me.txt');
      form.append('untyped', new Blob(['bytes']));
      const response = new Response(form);
      return [response.headers.get('content-type'), await response.text()];
    },
  ],
  [
    'it comes back from multipart',
    async ({ Blob, FormData, Response }) => {
      const form = new FormData();
      form.append('é"', 'two\r\nlines');
      form.append('file', new Blob(['bytes\r\n--x'], { type: 'a/b' }), 'ü.txt');
      const back = await new Response(form).formData();
      return [back, await (back.get('file') as unknown as Blob).text()];
    },
  ],
  [
    'it comes back from a URL-encoded body',
    ({ Response }) => {
      return new Response(new URLSearchParams({ a: '1 2', b: 'ü' })).formData();
    },
  ],
  [
    'names of headers in any case, in any order',
    ({ Response }) => {
      const body =
        '--x\r\nCONTENT-TYPE: text/html\r\ncontent-disposition: form-data; name="a"; filename="b"\r\n\r\nhi\r\n--x--\r\n';
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      return new Response(body, { headers }).formData();
    },
  ],
  ['a body that is no form is refused', ({ Response }) => new Response('a').formData()],
  [
    'a body without the boundary is refused',
    ({ Response }) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      return new Response('a', { headers }).formData();
    },
  ],
  [
    'a body that ends too early is refused',
    ({ Response }) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const body = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nhi';
      return new Response(body, { headers }).formData();
    },
  ],
  ['a form is made of nothing', ({ FormData }) => new FormData(5 as never)],
  [
    'append needs a value',
    ({ FormData }) => new FormData().append(...(['a'] as unknown as [never, never])),
  ],
  ['only a blob has a file name', ({ FormData }) => new FormData().append('a', 'b', 'c')],
  ['tag', ({ FormData }) => String(new FormData())],
]);

test('bytes that are no text survive multipart', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const { Blob, FormData, Response } = new WebTestHost().web;
  const form = new FormData();
  form.append('file', new Blob([bytes]), 'all');
  const response = new Response(form);
  const boundary = response.headers.get('content-type')?.split('boundary=')[1] ?? '';
  const back = decodeMultipart(await response.bytes(), boundary)?.get('file');
  expect(new Uint8Array(await (back as unknown as Blob).arrayBuffer())).toEqual(bytes);
});
