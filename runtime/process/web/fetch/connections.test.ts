import { expect, test, vi } from 'vitest';
import { CONNECTION_WINDOW_BYTES, type Frame, type HostConnection } from '../../host.ts';
import { WebTestHost } from '../testing.ts';
import { reply, type Served, serveOn } from './testing.ts';

const URL_4000 = 'http://localhost:4000/';

async function getText(host: WebTestHost, options: object = {}): Promise<string> {
  const response = await host.until(host.web.fetch(URL_4000, options));
  return host.until(response.text());
}

function serving(handle: (served: Served) => void = (served) => reply(served, 200, 'hi')) {
  const host = new WebTestHost();
  return { host, server: serveOn(host, 4000, handle) };
}

/** A port whose connections do nothing by themselves. */
function silentPort(host: WebTestHost) {
  const seen: { connection: HostConnection; frames: Frame[]; over: string | null }[] = [];
  host.network.listen(
    4000,
    () => undefined,
    (connection) => {
      const one = { connection, frames: [] as Frame[], over: null as string | null };
      seen.push(one);
      connection.receive({
        frame: (frame) => one.frames.push(frame),
        ended: () => {
          one.over = 'ended';
        },
        reset: () => {
          one.over = 'reset';
        },
      });
    },
  );
  return seen;
}

const sentBytes = (frames: readonly Frame[]) =>
  frames.reduce((sum, frame) => sum + (frame.kind === 'body' ? frame.bytes.length : 0), 0);

test('requests that follow each other share a connection', async () => {
  const { host } = serving();
  for (let i = 0; i < 5; i++) await getText(host);
  expect(host.dialled).toBe(1);
});

test('requests at the same time have a connection each, which are used again', async () => {
  const { host } = serving();
  const all = () => Promise.all(Array.from({ length: 4 }, () => getText(host)));
  await all();
  await all();
  expect(host.dialled).toBe(4);
});

test('a body that nobody reads leaves its connection to the next', async () => {
  const { host } = serving();
  for (let i = 0; i < 3; i++) await host.until(host.web.fetch(URL_4000));
  expect(host.dialled).toBe(1);
});

test('an idle connection is closed after four seconds', async () => {
  const { host } = serving();
  await getText(host);
  await host.settle(3999);
  await getText(host);
  expect(host.dialled).toBe(1);
  await host.settle(4000);
  await getText(host);
  expect(host.dialled).toBe(2);
});

test('an idle connection is closed two seconds before its server would', async () => {
  const { host } = serving((served) => reply(served, 200, 'hi', ['keep-alive', 'timeout=10']));
  await getText(host);
  await host.settle(7999);
  await getText(host);
  expect(host.dialled).toBe(1);
  await host.settle(8000);
  await getText(host);
  expect(host.dialled).toBe(2);
});

test.each([
  ['the answer says so', ['connection', 'close'], {}],
  ['the request says so', [], { headers: { connection: 'close' } }],
  ['its server keeps it for too short a time', ['keep-alive', 'timeout=2'], {}],
  ['the request was a HEAD', [], { method: 'HEAD' }],
])('a connection is not used again when %s', async (_why, headers, options) => {
  const { host } = serving((served) =>
    reply(served, 200, served.method === 'HEAD' ? '' : 'hi', headers),
  );
  await getText(host, options);
  await getText(host, options);
  expect(host.dialled).toBe(2);
});

test('a connection that its server closed while it was idle is not used again', async () => {
  const { host, server } = serving();
  await getText(host);
  server.served[0]?.close();
  await host.settle();
  await getText(host);
  expect(host.dialled).toBe(2);
});

test('a reset of a connection that is used again is not tried again', async () => {
  let requests = 0;
  const { host } = serving((served) => {
    requests += 1;
    if (requests === 1) reply(served, 200, 'hi');
    else served.reset();
  });
  await getText(host);
  const error = await getText(host).catch((reason) => reason);
  expect(String(error.cause)).toBe('Error: read ECONNRESET');
  expect(requests).toBe(2);
});

test('a fetch keeps the process alive until its answer has come whole', async () => {
  const { host, server } = serving((served) => served.head(200));
  const response = await host.until(host.web.fetch(URL_4000));
  expect(host.openHandles).toBe(1);
  server.served[0]?.end();
  await host.settle();
  expect(host.openHandles).toBe(0);
  expect(await host.until(response.text())).toBe('');
});

test.each([
  ['refused', (host: WebTestHost) => host.web.fetch('http://localhost:1234/')],
  [
    'aborted',
    (host: WebTestHost) => {
      const controller = new host.web.AbortController();
      const fetching = host.web.fetch(URL_4000, { signal: controller.signal });
      controller.abort();
      return fetching;
    },
  ],
])('a fetch that was %s lets go of everything', async (_how, run) => {
  const { host } = serving();
  await expect(host.until(run(host))).rejects.toThrow();
  await host.settle(10_000);
  expect(host.openHandles).toBe(0);
});

test('an abort breaks the connection', async () => {
  const host = new WebTestHost();
  const seen = silentPort(host);
  const controller = new host.web.AbortController();
  const fetching = host.web.fetch(URL_4000, { signal: controller.signal });
  await host.settle();
  expect(seen[0]?.frames.map(({ kind }) => kind)).toEqual(['request', 'end']);
  controller.abort('why');
  await expect(host.until(fetching)).rejects.toBe('why');
  await host.settle();
  expect(seen[0]?.over).toBe('reset');
});

test('a body that is cancelled breaks the connection', async () => {
  const { host } = serving((served) => served.head(200));
  const response = await host.until(host.web.fetch(URL_4000));
  await host.until(response.body?.cancel() ?? Promise.reject());
  expect(host.openHandles).toBe(0);
  await getText(host, { signal: host.web.AbortSignal.abort() }).catch(() => undefined);
  expect(host.dialled).toBe(1);
});

test('a dial that nobody answers is given up after ten seconds', async () => {
  const host = new WebTestHost();
  host.silent = true;
  const fetching = host.web.fetch(URL_4000).catch((error) => error);
  await host.settle(10_000);
  const { cause } = await host.until(fetching);
  expect(cause.code).toBe('UND_ERR_CONNECT_TIMEOUT');
  expect(cause.message).toBe(
    'Connect Timeout Error (attempted address: localhost:4000, timeout: 10000ms)',
  );
});

test('an answer that does not begin is given up after five minutes', async () => {
  const { host } = serving(() => undefined);
  const fetching = host.web.fetch(URL_4000).catch((error) => error);
  await host.settle(299_999);
  expect(host.openHandles).toBe(1);
  await host.settle(1);
  expect(String((await host.until(fetching)).cause)).toBe(
    'HeadersTimeoutError: Headers Timeout Error',
  );
});

test('a body that falls silent is given up after five minutes', async () => {
  const { host, server } = serving((served) => served.head(200));
  const response = await host.until(host.web.fetch(URL_4000));
  const reading = response.text().catch((error) => error);
  await host.settle(200_000);
  server.served[0]?.write('a');
  await host.settle(299_000);
  expect(host.openHandles).toBe(1);
  await host.settle(1_000);
  expect(String((await host.until(reading)).cause)).toBe('BodyTimeoutError: Body Timeout Error');
});

test('no more is sent than the other end has room for', async () => {
  const host = new WebTestHost();
  const seen = silentPort(host);
  const body = 'x'.repeat(CONNECTION_WINDOW_BYTES * 2);
  const fetching = host.web.fetch(URL_4000, { method: 'POST', body }).catch((error) => error);
  await host.settle();
  const [one] = seen;
  expect(sentBytes(one?.frames ?? [])).toBe(CONNECTION_WINDOW_BYTES);
  one?.connection.send({ kind: 'credit', bytes: 1000 });
  await host.settle();
  expect(sentBytes(one?.frames ?? [])).toBe(CONNECTION_WINDOW_BYTES + 1000);
  one?.connection.send({ kind: 'credit', bytes: body.length });
  await host.settle();
  expect(one?.frames.at(-1)?.kind).toBe('end');
  one?.connection.end();
  await host.until(fetching);
});

test('room is given for all that was read, over many answers on one connection', async () => {
  const host = new WebTestHost();
  let roomBytes = CONNECTION_WINDOW_BYTES;
  const piece = new Uint8Array(100_000);
  host.network.listen(
    4000,
    () => undefined,
    (connection) =>
      connection.receive({
        frame(frame) {
          if (frame.kind === 'credit') roomBytes += frame.bytes;
          if (frame.kind !== 'end') return;
          roomBytes -= piece.length;
          const headers = ['content-length', `${piece.length}`];
          connection.send({ kind: 'response', status: 200, reason: '', headers });
          connection.send({ kind: 'body', bytes: piece });
          connection.send({ kind: 'end', trailers: [] });
        },
        ended: () => undefined,
        reset: () => undefined,
      }),
  );
  for (let i = 0; i < 20; i++) {
    const response = await host.until(host.web.fetch(URL_4000));
    if (i % 2 === 0) await host.until(response.arrayBuffer());
    await host.settle();
    expect(roomBytes).toBeGreaterThan(0);
  }
  expect(host.dialled).toBe(1);
});

test('an answer that comes before the request is sent ends the sending', async () => {
  let cancelled: unknown;
  const { host, server } = serving((served) => reply(served, 413, 'too much'));
  const body = new host.web.ReadableStream<Uint8Array>({
    pull(controller) {
      if (server.served.length === 0) controller.enqueue(new Uint8Array(10));
    },
    cancel() {
      cancelled = true;
    },
  });
  const options = { method: 'POST', duplex: 'half', body } as const;
  const response = await host.until(host.web.fetch(URL_4000, options));
  expect([response.status, await host.until(response.text())]).toEqual([413, 'too much']);
  expect(cancelled).toBe(true);
  expect(host.openHandles).toBe(0);
});

test('bytes that are changed after they were sent arrive as they were', async () => {
  const { host, server } = serving();
  const bytes = new TextEncoder().encode('before');
  const fetching = host.web.fetch(URL_4000, { method: 'POST', body: bytes });
  bytes.fill(0);
  await host.until(fetching);
  expect(await host.until(server.served[0]?.body ?? Promise.reject())).toBe('before');
});

test('many fetches with one signal leave nothing behind', async () => {
  const { host } = serving();
  const { signal } = new host.web.AbortController();
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  for (let i = 0; i < 100; i++) await getText(host, { signal });
  await host.settle(4000);
  expect(host.openHandles).toBe(0);
  expect(host.pendingTimers).toBe(0);
  expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
});
