import { area } from './behaviour.ts';
import { errorOf, textOf, withServer } from './kit.ts';

export const behaviours = area('fetch', {
  'redirects are followed by default': (print) =>
    withServer(
      (request, response) => {
        if (request.url === '/end') response.end(`${request.method} at the end`);
        else response.writeHead(302, { location: request.url === '/a' ? '/b' : '/end' }).end();
      },
      async ({ url }) => {
        const answer = await fetch(`${url}/a`, { method: 'POST', body: 'x' });
        print(answer.redirected, answer.url === `${url}/end`, await answer.text());
      },
    ),

  '303 turns into GET, 307 keeps method and body': (print) =>
    withServer(
      async (request, response) => {
        const status = Number(request.url?.slice(1));
        if (status > 0) response.writeHead(status, { location: '/' }).end();
        else response.end(`${request.method} ${await textOf(request)}`);
      },
      async ({ url }) => {
        for (const status of [301, 302, 303, 307, 308]) {
          const answer = await fetch(`${url}/${status}`, { method: 'PUT', body: 'body' });
          print(status, await answer.text());
        }
      },
    ),

  'redirect: manual gives the redirect itself': (print) =>
    withServer(
      (_, response) => response.writeHead(302, { location: '/b' }).end('moved'),
      async ({ url }) => {
        const answer = await fetch(url, { redirect: 'manual' });
        print(answer.status, answer.type, answer.headers.get('location'), await answer.text());
      },
    ),

  'redirect: error fails': (print) =>
    withServer(
      (_, response) => response.writeHead(302, { location: '/b' }).end(),
      async ({ url }) => print(await errorOf(() => fetch(url, { redirect: 'error' }))),
    ),

  'a redirect without end fails': (print) =>
    withServer(
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
      async ({ url }) => print(await errorOf(() => fetch(url))),
    ),

  'HEAD, 204 and 304 have no body': (print) =>
    withServer(
      (request, response) => {
        response.statusCode = Number(request.url?.slice(1));
        response.end();
      },
      async ({ url }) => {
        const answers = [
          await fetch(`${url}/200`, { method: 'HEAD' }),
          await fetch(`${url}/204`),
          await fetch(`${url}/304`),
        ];
        for (const answer of answers) print(answer.status, [await answer.text()]);
      },
    ),

  'Set-Cookie headers stay apart': (print) =>
    withServer(
      (_, response) => {
        response.setHeader('set-cookie', ['a=1', 'b=2']);
        response.end();
      },
      async ({ url }) => {
        const { headers } = await fetch(url);
        print(headers.getSetCookie(), headers.get('set-cookie'));
      },
    ),

  'an answer is read as json, bytes or blob': (print) =>
    withServer(
      (_, response) => {
        response.setHeader('content-type', 'application/json');
        response.end('{"a":[1,"é"]}');
      },
      async ({ url }) => {
        print(await (await fetch(url)).json());
        print((await (await fetch(url)).arrayBuffer()).byteLength);
        const blob = await (await fetch(url)).blob();
        print(blob.size, blob.type);
      },
    ),

  'json of what is not JSON fails': (print) =>
    withServer(
      (_, response) => response.end('<html>'),
      async ({ url }) => {
        print(await errorOf(async () => (await fetch(url)).json()));
      },
    ),

  'an answer body can be read once': (print) =>
    withServer(
      (_, response) => response.end('once'),
      async ({ url }) => {
        const answer = await fetch(url);
        print(await answer.text(), answer.bodyUsed);
        print(await errorOf(() => answer.text()));
        print(await errorOf(() => answer.clone()));
      },
    ),

  'a clone can be read too': (print) =>
    withServer(
      (_, response) => response.end('twice'),
      async ({ url }) => {
        const answer = await fetch(url);
        const clone = answer.clone();
        print(await answer.text(), await clone.text(), clone.status);
      },
    ),

  'an answer can be read while it is made': (print) => {
    let goOn = () => {};
    const isRead = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    return withServer(
      (request, response) => {
        response.write('first');
        request.on('end', () => response.end('second'));
        void isRead.then(() => request.resume());
      },
      async ({ url }) => {
        const answer = await fetch(url);
        const parts: string[] = [];
        const decoder = new TextDecoder();
        for await (const bytes of answer.body ?? []) {
          print(bytes instanceof Uint8Array);
          parts.push(decoder.decode(bytes, { stream: true }));
          goOn();
        }
        print(parts);
      },
    );
  },
});
