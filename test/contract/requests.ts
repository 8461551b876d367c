import { expect, test } from 'vitest';
import { ECHO, HELLO, handler, MIRROR, SILENT } from './fixtures.ts';
import { type MakeSandbox, useSandbox } from './lab.ts';

const MEBIBYTE = 1024 * 1024;

/** Requests from the learner into the network. */
export function describeRequests(make: MakeSandbox): void {
  const lab = useSandbox(make);

  test('carries method, path, query and headers to the service', async () => {
    const hello = await lab.run(MIRROR);
    const response = await lab.fetch(hello, '/a/b?c=d&e=%20', {
      method: 'DELETE',
      headers: { 'X-Trace': 'abc', Accept: 'text/plain' },
    });
    const seen = await response.json();
    expect(seen).toMatchObject({ method: 'DELETE', url: '/a/b?c=d&e=%20', body: '' });
    expect(seen.headers).toMatchObject({ 'x-trace': 'abc', accept: 'text/plain' });
    expect(seen.headers.host).toBe(`localhost:${hello.addresses[0]?.port}`);
  });

  test('carries a body to the service, with its type and length', async () => {
    const hello = await lab.run(MIRROR);
    const body = JSON.stringify({ name: 'Ada' });
    const response = await lab.fetch(hello, '/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const seen = await response.json();
    expect(seen).toMatchObject({ method: 'POST', body });
    expect(seen.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(body.length),
    });
  });

  test('brings back status, reason, headers and body', async () => {
    const hello = await lab.run(
      handler(`  response.writeHead(404, 'No Such Tea', { 'content-type': 'text/plain', 'x-tea': 'none' });
  response.end('sold out');`),
    );
    const response = await lab.fetch(hello);
    expect(response.status).toBe(404);
    expect(response.statusText).toBe('No Such Tea');
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.get('x-tea')).toBe('none');
    expect(await response.text()).toBe('sold out');
  });

  test('keeps every character of paths and bodies', async () => {
    const hello = await lab.run(MIRROR);
    const response = await lab.fetch(hello, '/grüße/茶?name=Zoë 🫖', {
      method: 'PUT',
      body: '茶 und 🫖',
    });
    const seen = await response.json();
    const url = new URL(seen.url, 'http://localhost');
    expect(decodeURIComponent(url.pathname)).toBe('/grüße/茶');
    expect(url.searchParams.get('name')).toBe('Zoë 🫖');
    expect(seen.body).toBe('茶 und 🫖');
  });

  test('HEAD brings the headers and no body', async () => {
    const hello = await lab.run(
      handler("  response.writeHead(200, { 'content-length': '5' }).end('Hello');"),
    );
    const response = await lab.fetch(hello, '/', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('5');
    expect(await response.text()).toBe('');
  });

  test('204 has no body', async () => {
    const hello = await lab.run(handler('  response.writeHead(204).end();'));
    const response = await lab.fetch(hello);
    expect(response.status).toBe(204);
    expect(response.body).toBeNull();
  });

  test('an answer that is longer than its content-length says is cut there', async () => {
    const hello = await lab.run(
      handler("  response.writeHead(200, { 'content-length': '5' }).end('Hello, world');"),
    );
    expect(await lab.text(hello)).toBe('Hello');
  });

  test('hands over a redirect instead of following it', async () => {
    const hello = await lab.run(
      handler("  response.writeHead(302, { location: '/elsewhere' }).end();"),
    );
    const response = await lab.fetch(hello);
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/elsewhere');
  });

  test('streams: the first chunk arrives before the answer ends', async () => {
    const hello = await lab.run(`let finish = () => {};
${handler(`  if (request.url === '/finish') {
    finish();
    response.end();
    return;
  }
  response.write('first ');
  finish = () => response.end('last');`)}`);
    const response = await lab.fetch(hello, '/stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toEqual({ done: false, value: 'first ' });
    await lab.text(hello, '/finish');
    expect(await reader?.read()).toEqual({ done: false, value: 'last' });
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  test('leaves binary bodies as they are', async () => {
    const hello = await lab.run(ECHO);
    const bytes = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    const response = await lab.fetch(hello, '/', { method: 'POST', body: bytes });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test('carries a mebibyte there and back', async () => {
    const hello = await lab.run(ECHO);
    const bytes = Uint8Array.from({ length: MEBIBYTE }, (_, index) => (index * 31) % 251);
    const response = await lab.fetch(hello, '/', { method: 'POST', body: bytes });
    const back = new Uint8Array(await response.arrayBuffer());
    expect(back.length).toBe(MEBIBYTE);
    expect(back.every((byte, index) => byte === bytes[index])).toBe(true);
  });

  test('serves many requests at once', async () => {
    const hello = await lab.run(
      handler("  setTimeout(() => response.end('to ' + request.url), 5);"),
    );
    const paths = Array.from({ length: 40 }, (_, index) => `/${index}`);
    const answers = await Promise.all(paths.map((path) => lab.text(hello, path)));
    expect(answers).toEqual(paths.map((path) => `to ${path}`));
  });

  test('an answer that nobody reads does not hold up the next one', async () => {
    const hello = await lab.run(HELLO);
    for (let count = 0; count < 10; count++) await lab.fetch(hello);
    expect(await lab.text(hello)).toBe('Hello, world');
  });

  test('an address where nothing listens refuses the connection', async () => {
    const hello = await lab.run(HELLO);
    await hello.signal('SIGKILL');
    await hello.exited;
    const refused = { name: 'NetworkError', code: 'ECONNREFUSED' };
    await expect(lab.fetch(hello)).rejects.toMatchObject(refused);
    await expect(lab.fetch({ port: 1 })).rejects.toMatchObject(refused);
  });

  test('an instance that is killed before it answers resets the connection', async () => {
    const hello = await lab.run(SILENT);
    const reset = expect(lab.fetch(hello)).rejects.toMatchObject({
      name: 'NetworkError',
      code: 'ECONNRESET',
    });
    await lab.untilPrinted(hello.id, 'stdout', 'asked');
    await hello.signal('SIGKILL');
    await reset;
  });

  test('an instance that is killed while it answers breaks the body off', async () => {
    const hello = await lab.run(handler("  response.write('half');"));
    const reader = (await lab.fetch(hello)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('half');
    await hello.signal('SIGKILL');
    await expect(reader?.read()).rejects.toMatchObject({
      name: 'NetworkError',
      code: 'ECONNRESET',
    });
  });

  test('a request that is aborted ends, and the service sees its client leave', async () => {
    const hello = await lab.run(
      handler(`  console.log('asked');
  response.on('close', () => console.log('client left'));`),
    );
    const aborting = new AbortController();
    const answer = lab.fetch(hello, '/', { signal: aborting.signal });
    const aborted = expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await lab.untilPrinted(hello.id, 'stdout', 'asked');
    aborting.abort();
    await aborted;
    await lab.untilPrinted(hello.id, 'stdout', 'client left');
  });
}
