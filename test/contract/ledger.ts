import { expect, test } from 'vitest';
import { LEARNER } from '../../runtime/network/index.ts';
import { HELLO, MIRROR, says } from './fixtures.ts';
import { type MakeSandbox, useSandbox } from './lab.ts';

/** The record of what happened. */
export function describeLedger(make: MakeSandbox): void {
  const lab = useSandbox(make);

  test('counts without gaps, and its time never runs backwards', async () => {
    const hello = await lab.run(HELLO);
    await Promise.all(Array.from({ length: 5 }, () => lab.text(hello)));
    await hello.signal('SIGTERM');
    await hello.exited;
    const events = lab.sandbox.ledger.read();
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index));
    const times = events.map((event) => event.atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((time) => time >= 0)).toBe(true);
  });

  test("tells an instance's life in order", async () => {
    const hello = await lab.run(HELLO);
    await hello.signal('SIGTERM');
    await hello.exited;
    const port = hello.addresses[0]?.port;
    expect(lab.sandbox.ledger.read()).toMatchObject([
      { type: 'synced' },
      { type: 'starting', instance: 'hello-1', service: 'hello', port },
      { type: 'listening', instance: 'hello-1', service: 'hello', port },
      { type: 'signalled', instance: 'hello-1', signal: 'SIGTERM' },
      { type: 'exited', instance: 'hello-1', service: 'hello', code: null, signal: 'SIGTERM' },
    ]);
    expect(lab.events('listening')[0]?.tookMs).toBeGreaterThan(0);
  });

  test('tells every start that failed, and why', async () => {
    await lab.sync('const = 1;\n');
    const compile = await lab.startError();
    const entry = await lab.startError({ entry: 'nowhere.ts' });
    await lab.sync("throw new Error('broken');\n");
    const threw = await lab.startError();
    expect(lab.events('start-failed')).toMatchObject([
      { instance: 'hello-1', code: 'does-not-compile', message: compile.message },
      { instance: 'hello-2', code: 'no-such-entry', message: entry.message },
      { instance: 'hello-3', code: 'threw', message: threw.message },
    ]);
    expect(lab.events('starting').map((event) => event.instance)).toEqual([
      'hello-1',
      'hello-2',
      'hello-3',
    ]);
    expect(lab.events('exited')).toMatchObject([{ instance: 'hello-3', code: 1 }]);
  });

  test('keeps each request with its answer', async () => {
    const hello = await lab.run(MIRROR);
    await lab.text(hello, '/tea?pot=1', {
      method: 'POST',
      body: 'two sugars',
      headers: { 'x-trace': 'abc' },
    });
    const [request] = lab.events('request');
    const [response] = lab.events('response');
    expect(request).toMatchObject({
      from: LEARNER,
      to: 'hello-1',
      method: 'POST',
      path: '/tea?pot=1',
      body: { text: 'two sugars', bytes: 10 },
    });
    expect(request?.headers).toContainEqual(['x-trace', 'abc']);
    expect(response).toMatchObject({ id: request?.id, from: 'hello-1', to: LEARNER, status: 200 });
    expect(response?.headers.map(([name]) => name.toLowerCase())).toContain('content-type');
    expect(response?.body.text).toContain('two sugars');
    expect(response?.tookMs).toBeGreaterThanOrEqual(0);
  });

  test('keeps the beginning of a long body, and its length', async () => {
    const hello = await lab.run(says('茶'.repeat(50_000)));
    await lab.text(hello);
    const body = lab.events('response')[0]?.body;
    expect(body?.bytes).toBe(150_000);
    expect(body?.text).toMatch(/^茶+$/);
    expect(body?.text.length).toBeLessThan(2000);
  });

  test('matches many requests under way by their ids', async () => {
    const hello = await lab.run(HELLO);
    await Promise.all(Array.from({ length: 8 }, (_, name) => lab.text(hello, `/?name=${name}`)));
    const requests = lab.events('request');
    expect(new Set(requests.map((event) => event.id)).size).toBe(8);
    for (const request of requests) {
      const answers = lab.events('response').filter((event) => event.id === request.id);
      expect(answers.map((event) => event.body.text)).toEqual([
        `Hello, ${request.path.split('=')[1]}`,
      ]);
    }
  });

  test('keeps a request that got no answer', async () => {
    const hello = await lab.run(HELLO);
    await hello.signal('SIGKILL');
    await hello.exited;
    await lab.fetch(hello).catch(() => undefined);
    const [request] = lab.events('request');
    expect(lab.events('request-failed')).toMatchObject([
      { id: request?.id, from: LEARNER, to: 'hello-1', code: 'ECONNREFUSED' },
    ]);
    expect(lab.events('response')).toEqual([]);
  });
}
