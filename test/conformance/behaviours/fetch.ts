import { area } from './behaviour.ts';
import { errorOf, textOf, withoutPorts, withServer } from './kit.ts';

export const behaviours = area('fetch', {
  'an answer has its status, headers and url': (print) =>
    withServer(
      (_, response) => {
        response.writeHead(201, { 'Content-Type': 'text/plain', 'X-One': ['a', 'b'] });
        response.end('made');
      },
      async ({ url }) => {
        const answer = await fetch(`${url}/a?b=c#d`);
        print(answer.status, answer.statusText, answer.ok, answer.type, answer.redirected);
        print(withoutPorts(answer.url), answer.headers.get('x-one'), answer.bodyUsed);
        print(await answer.text(), answer.bodyUsed);
      },
    ),

  'the headers that fetch adds': (print) =>
    withServer(
      (request, response) => {
        print(request.rawHeaders.filter((_, at) => at % 2 === 0));
        const { accept, connection } = request.headers;
        print(
          accept,
          connection,
          request.headers['accept-language'],
          request.headers['user-agent'],
        );
        response.end();
      },
      async ({ url }) => {
        await fetch(url);
        await fetch(url, { method: 'POST', body: 'x' });
      },
    ),

  'each kind of body has its content type and length': (print) =>
    withServer(
      async (request, response) => {
        const type = request.headers['content-type']?.replace(/boundary=.*/, 'boundary=<random>');
        print(type, request.headers['content-length'], (await textOf(request)).slice(0, 20));
        response.end();
      },
      async ({ url }) => {
        const bodies = [
          'text €',
          new URLSearchParams({ a: 'b c', d: 'é' }),
          new Uint8Array([65, 66]),
          new Uint8Array([67, 68]).buffer,
          new Blob(['blob'], { type: 'text/x-blob' }),
          new Blob(['untyped']),
        ];
        for (const body of bodies) await fetch(url, { method: 'POST', body });
      },
    ),

  'a POST without a body has length 0': (print) =>
    withServer(
      (request, response) => {
        print(request.method, request.headers['content-length']);
        response.end();
      },
      async ({ url }) => {
        for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) await fetch(url, { method });
      },
    ),

  'FormData is sent as multipart': (print) =>
    withServer(
      async (request, response) => {
        const boundary = request.headers['content-type']?.split('boundary=')[1] ?? '';
        const text = await textOf(request);
        print(request.headers['content-type']?.split(';')[0]);
        for (const line of text.replaceAll(boundary, '<boundary>').split('\r\n')) print(line);
        response.end();
      },
      async ({ url }) => {
        const form = new FormData();
        form.append('field', 'value');
        form.append('file', new Blob(['content'], { type: 'text/plain' }), 'a.txt');
        await fetch(url, { method: 'POST', body: form });
      },
    ),

  'methods are upper-cased where the standard says so': (print) =>
    withServer(
      (request, response) => {
        print(request.method);
        response.end();
      },
      async ({ url }) => {
        for (const method of ['get', 'post', 'delete', 'PATCH']) await fetch(url, { method });
      },
    ),

  'a streaming body is sent as it is made': (print) =>
    withServer(
      async (request, response) => {
        print(request.headers['transfer-encoding'], request.headers['content-length']);
        response.end(await textOf(request));
      },
      async ({ url }) => {
        const body = new ReadableStream({
          async start(controller) {
            for (const part of ['one ', 'two ', 'three']) {
              controller.enqueue(new TextEncoder().encode(part));
              await null;
            }
            controller.close();
          },
        });
        const init = { method: 'POST', body, duplex: 'half' };
        print(await (await fetch(url, init)).text());
        print(await errorOf(() => fetch(url, { method: 'POST', body: new ReadableStream() })));
      },
    ),

  'a Request can be fetched, and options win over it': (print) =>
    withServer(
      async (request, response) => {
        const text = await textOf(request);
        response.end(`${request.method} ${request.headers['x-one']} ${text}`);
      },
      async ({ url }) => {
        const request = new Request(url, { method: 'POST', body: 'a', headers: { 'x-one': '1' } });
        print(await (await fetch(request.clone())).text());
        print(await (await fetch(request, { method: 'PUT', headers: { 'x-one': '2' } })).text());
        print(request.bodyUsed);
      },
    ),

  'credentials in a URL are refused': async (print) => {
    print(await errorOf(() => fetch('http://me:secret@127.0.0.1:1/')));
  },

  'many fetches at once all get their own answer': (print) =>
    withServer(
      (request, response) => response.end(request.url),
      async ({ url }) => {
        const asked = Array.from({ length: 50 }, (_, at) => fetch(`${url}/${at}`));
        const texts = await Promise.all(asked.map(async (answer) => (await answer).text()));
        print(texts.every((text, at) => text === `/${at}`));
      },
    ),
});
