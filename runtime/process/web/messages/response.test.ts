import { sameAsNode } from '../testing.ts';

sameAsNode([
  [
    'text, JSON, bytes and blobs',
    async ({ Response }) => {
      const blob = await new Response('{"a":1}', { headers: { 'content-type': 'A/B;c=d' } }).blob();
      return [
        await new Response('é').text(),
        await new Response('{"a":1}').json(),
        new Uint8Array(await new Response('AB').arrayBuffer()),
        await new Response('AB').bytes(),
        [blob.type, await blob.text()],
      ];
    },
  ],
  [
    'bodies of all kinds, and the type that comes with them',
    async (web) => {
      const bodies = [
        'text',
        new URLSearchParams({ a: '1 2' }),
        new web.Blob(['blob'], { type: 'a/b' }),
        new web.Blob(['untyped']),
        new Uint8Array([65, 66, 67]).subarray(1),
        new Uint8Array([65]).buffer,
        web.ReadableStream.from([new Uint8Array([66])]),
        5,
        {},
      ];
      const responses = bodies.map((body) => new web.Response(body as never));
      return Promise.all(
        responses.map(async (response) => [
          response.headers.get('content-type'),
          await response.text(),
        ]),
      );
    },
  ],
  [
    'a stream of text is sent but not read',
    async ({ ReadableStream, Response }) => {
      return new Response(ReadableStream.from(['a']) as never).text();
    },
  ],
  [
    'an async iterable is a body',
    ({ Response }) => {
      async function* parts() {
        yield 'a';
        yield new Uint8Array([66]);
      }
      return new Response(parts()).text();
    },
  ],
  [
    'a body is read once',
    async ({ Response }) => {
      const response = new Response('a');
      const before = response.bodyUsed;
      await response.text();
      const after = response.bodyUsed;
      await response.json().catch(() => undefined);
      return [before, after, await response.text().catch((error) => String(error))];
    },
  ],
  [
    'no body can be read many times',
    async ({ Response }) => {
      const response = new Response();
      return [await response.text(), await response.text(), response.body, response.bodyUsed];
    },
  ],
  [
    'a body that somebody reads is not read by others',
    async ({ Response }) => {
      const response = new Response('a');
      response.body?.getReader();
      return response.text();
    },
  ],
  [
    'its stream gives the bytes',
    async ({ Response }) => {
      const seen: unknown[] = [];
      for await (const bytes of new Response('ab').body ?? []) seen.push(bytes);
      return seen;
    },
  ],
  [
    'what was read shows as a stream at its end',
    async ({ Response }) => {
      const response = new Response('a');
      await response.text();
      return [response.body, response.bodyUsed];
    },
  ],
  [
    'a cancelled body is used',
    async ({ Response }) => {
      const response = new Response('a');
      await response.body?.cancel();
      return [response.bodyUsed, await response.text().catch((error) => String(error))];
    },
  ],
  [
    'an error of its stream is the error of reading it',
    ({ ReadableStream, Response }) => {
      const failing = new ReadableStream({
        pull: (controller) => controller.error(new Error('no')),
      });
      return new Response(failing).text();
    },
  ],
  [
    'a clone is read by itself',
    async ({ Response }) => {
      const response = new Response('a', { status: 201, headers: { b: 'c' } });
      const clone = response.clone();
      clone.headers.set('b', 'd');
      return [
        await response.text(),
        await clone.text(),
        response.headers,
        clone.headers,
        clone.status,
      ];
    },
  ],
  [
    'a clone of a stream is read by itself',
    async ({ ReadableStream, Response }) => {
      const response = new Response(ReadableStream.from([new Uint8Array([65])]) as never);
      const clone = response.clone();
      return [await response.text(), await clone.text()];
    },
  ],
  [
    'what was read cannot be cloned',
    async ({ Response }) => {
      const response = new Response('a');
      await response.text();
      return response.clone();
    },
  ],
  [
    'json makes a response',
    async ({ Response }) => {
      const typed = Response.json([1], { status: 201, headers: { 'content-type': 'a/b' } });
      const response = Response.json({ a: 1 });
      return [response, await response.text(), typed.status, typed.headers.get('content-type')];
    },
  ],
  ['json of what has no JSON is refused', ({ Response }) => Response.json(undefined)],
  ['json that cannot have a body is refused', ({ Response }) => Response.json(1, { status: 204 })],
  [
    'redirects',
    ({ Response }) => [
      Response.redirect('http://a/b').status,
      Response.redirect('http://a/b c', 301).headers.get('location'),
    ],
  ],
  ['a redirect to half a URL is refused', ({ Response }) => Response.redirect('/b')],
  [
    'a redirect with another status is refused',
    ({ Response }) => Response.redirect('http://a/', 200),
  ],
  ['an error response', ({ Response }) => Response.error()],
  ['a status that is none is refused', ({ Response }) => new Response('', { status: 99 })],
  ['a body where none may be is refused', ({ Response }) => new Response('a', { status: 204 })],
  [
    'a status text with a line break is refused',
    ({ Response }) => {
      return new Response('', { statusText: 'a\n' });
    },
  ],
  [
    'a locked stream is refused',
    ({ ReadableStream, Response }) => {
      const stream = new ReadableStream();
      stream.getReader();
      return new Response(stream);
    },
  ],
  ['text that is no JSON', ({ Response }) => new Response('a').json()],
  ['nothing is no JSON', ({ Response }) => new Response('').json()],
  ['a mark at the beginning is dropped', ({ Response }) => new Response('\uFEFF{}').json()],
  ['it prints its members', ({ Response }) => new Response('a', { status: 404, statusText: 'No' })],
  [
    'ok tells a good status',
    ({ Response }) => [200, 299, 300, 404].map((status) => new Response('', { status }).ok),
  ],
  ['tag', ({ Response }) => String(new Response())],
]);
