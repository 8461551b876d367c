import { expect, test } from 'vitest';
import { createFakeSandbox } from '../../../runtime/sandbox/testing/fake-sandbox.ts';
import { createRequestConsole } from './request-console.ts';
import { BODY_SHOWN_BYTES } from './shown-body.ts';

function open(fetch: (request: Request) => Promise<Response>) {
  const sandbox = createFakeSandbox({ fetch });
  let ms = 0;
  return createRequestConsole({
    first: { service: 'hello', method: 'GET', path: '/hello?name=Ada', body: '' },
    port: 8080,
    sandbox: async () => sandbox,
    nowMs: () => ms++,
  });
}

test('an answer is shown with status, headers, body and time', async () => {
  const requests = open(async (request) => {
    const { pathname, search } = new URL(request.url);
    return new Response(`${request.method} ${pathname}${search}`, {
      status: 201,
      statusText: 'Created',
      headers: { 'x-one': '1', 'content-type': 'text/plain' },
    });
  });
  await requests.send();
  expect(requests.exchange.value).toMatchObject({
    state: 'answered',
    line: 'GET /hello?name=Ada',
    status: 201,
    reason: 'Created',
    headers: [
      ['content-type', 'text/plain'],
      ['x-one', '1'],
    ],
    body: { text: 'GET /hello?name=Ada', hidden: 0 },
    complete: true,
    broke: null,
  });
});

test('headers and body are sent as they are written', async () => {
  const requests = open(async (request) => {
    return new Response(`${request.headers.get('x-token')} ${await request.text()}`);
  });
  const { draft } = requests;
  draft.value = { ...draft.value, method: 'POST', headers: 'x-token: t1\n', body: '{"a":1}' };
  await requests.send();
  expect(requests.exchange.value).toMatchObject({ body: { text: 't1 {"a":1}' } });
});

test('a header that cannot be read is told, not sent', async () => {
  const requests = open(async () => new Response('sent'));
  requests.draft.value = { ...requests.draft.value, headers: 'no colon' };
  await requests.send();
  expect(requests.exchange.value).toMatchObject({
    state: 'failed',
    message: 'The header "no colon" should look like "name: value".',
  });
});

test('a body that never ends is shown as it comes, and can be stopped', async () => {
  const requests = open(async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('tick')),
    });
    return new Response(stream);
  });
  const sent = requests.send();
  await expect.poll(() => requests.exchange.value).toMatchObject({ body: { text: 'tick' } });
  expect(requests.exchange.value).toMatchObject({ complete: false });
  requests.stop();
  await sent;
  expect(requests.exchange.value).toMatchObject({ complete: true, broke: 'You stopped it.' });
});

test('a very long body is cut, and what is hidden is counted', async () => {
  const requests = open(async () => new Response('x'.repeat(BODY_SHOWN_BYTES + 10)));
  await requests.send();
  expect(requests.exchange.value).toMatchObject({
    body: { bytes: BODY_SHOWN_BYTES + 10, hidden: 10 },
  });
});

test('waiting for an answer can be given up', async () => {
  const requests = open(
    (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason));
      }),
  );
  const sent = requests.send();
  await Promise.resolve();
  requests.stop();
  await sent;
  expect(requests.exchange.value).toMatchObject({
    state: 'failed',
    message: 'You stopped waiting for the answer.',
  });
});

test('another request may be sent while one is under way, and both are shown until the next', async () => {
  const answers = new Map<string, (response: Response) => void>();
  const requests = open(
    ({ url }) => new Promise((answer) => answers.set(new URL(url).pathname, answer)),
  );
  const lines = () =>
    requests.sent.value.map(({ exchange: { value } }) => ('line' in value ? value.line : ''));
  const send = (path: string) => {
    requests.draft.value = { ...requests.draft.value, path };
    return requests.send();
  };
  const [first, second] = [send('/1'), send('/2')];
  await expect.poll(() => answers.size).toBe(2);
  expect(lines()).toEqual(['GET /2', 'GET /1']);
  answers.get('/1')?.(new Response('one'));
  await first;
  expect(requests.sent.value[1]?.exchange.value).toMatchObject({ body: { text: 'one' } });
  expect(requests.exchange.value).toMatchObject({ state: 'waiting' });
  expect(requests.waiting.value).toBe(true);
  answers.get('/2')?.(new Response('two'));
  await second;
  expect(requests.waiting.value).toBe(false);
  void send('/3');
  expect(lines()).toEqual(['GET /3']);
});
