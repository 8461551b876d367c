import { beforeEach, expect, test } from 'vitest';
import type { Fault, FaultInput } from '../../runtime/network/index.ts';
import { openShop, type Shop } from './call.ts';
import { type MakeSandbox, useSandbox } from './lab.ts';

/** What faults mean, whatever carries the messages. */
export function describeFaults(make: MakeSandbox): void {
  const lab = useSandbox(make);
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(lab);
  });

  const set = (...faults: FaultInput[]) => lab.sandbox.network.set(faults);
  const between = (fault: Fault, more: Partial<FaultInput> = {}): FaultInput => ({
    id: 'the fault',
    from: 'orders',
    to: 'users',
    fault,
    ...more,
  });
  /** The exchanges between the two services. */
  const calls = () => lab.events('request').filter(({ from }) => from === shop.orders.id);
  const answerTo = (id: number | undefined) => lab.event('response', (one) => one.id === id);

  test('without any, services reach each other, and the ledger tells who asked whom and why', async () => {
    expect(await shop.call('/ada')).toBe('200 3');
    const [asked, led] = lab.events('request');
    expect(asked).toMatchObject({ from: 'learner', to: 'orders-1', cause: null });
    expect(led).toMatchObject({ from: 'orders-1', to: 'users-1', method: 'GET', path: '/ada' });
    expect(led?.cause).toEqual({ id: asked?.id, by: 'only-one-served' });
    expect(lab.events('response').map(({ id }) => id)).toEqual([led?.id, asked?.id]);
  });

  test('latency: what travels that way arrives so much later', async () => {
    await set(between({ kind: 'latency', latencyMs: 120, jitterMs: 0 }));
    expect(await shop.call('/ada')).toBe('200 3');
    const [request] = calls();
    const { tookMs } = await answerTo(request?.id);
    expect(tookMs).toBeGreaterThanOrEqual(119);
    const delivered = await lab.event('delivered', ({ id }) => id === request?.id);
    expect(delivered.atMs - (request?.atMs ?? 0)).toBeGreaterThanOrEqual(119);
  });

  test('jitter keeps the order on a connection', async () => {
    await set(between({ kind: 'latency', latencyMs: 0, jitterMs: 20 }));
    const body = Array.from({ length: 200 }, (_, index) => index).join();
    expect(await shop.call(`/?method=POST&body=${body}`)).toBe(`200 ${body.length}`);
  });

  test('a lost request never arrives, and the caller waits until it gives up', async () => {
    await set(between({ kind: 'lost-request' }));
    const call = shop.call('/ada');
    await lab.event('fault-struck');
    await shop.giveUp();
    expect(await call).toBe('none late');
    expect(shop.seen()).toEqual([]);
    const [request] = calls();
    const struck = { rule: 'the fault', fault: 'lost-request', id: request?.id, from: 'orders-1' };
    expect(lab.events('fault-struck')).toMatchObject([struck]);
    await lab.event('request-failed');
    expect(lab.events('request-failed')).toMatchObject([{ id: request?.id, code: 'ABORT_ERR' }]);
  });

  test('a lost reply was acted on, and the caller waits until it gives up', async () => {
    await set(between({ kind: 'lost-reply' }));
    const call = shop.call('/ada');
    const replied = await lab.event('replied', ({ to }) => to === shop.orders.id);
    await shop.giveUp();
    expect(await call).toBe('none late');
    await shop.saw('GET /ada');
    const [request] = calls();
    expect(lab.events('fault-struck')).toMatchObject([{ fault: 'lost-reply', id: request?.id }]);
    expect(replied).toMatchObject({
      id: request?.id,
      from: 'users-1',
      to: 'orders-1',
      status: 200,
    });
  });

  test('a duplicate is delivered twice, and answered once', async () => {
    await set(between({ kind: 'duplicate' }));
    expect(await shop.call('/charge?method=POST&body=tea')).toBe('200 3');
    await shop.saw('POST /charge', 'POST /charge');
    const [request] = calls();
    await lab.event('delivered', ({ id, what }) => id === request?.id && what === 'copy');
    expect(lab.events('response').filter(({ id }) => id === request?.id)).toHaveLength(1);
  });

  test('a reset breaks the connection in the middle of the reply', async () => {
    await set(between({ kind: 'reset', during: 'reply', afterBytes: 100 }));
    expect(await shop.call('/long')).toBe('200 ECONNRESET');
    const [request] = calls();
    expect(lab.events('request-failed')).toMatchObject([{ id: request?.id, code: 'ECONNRESET' }]);
    await shop.saw('GET /long');
  });

  test('a reset in the middle of the request leaves the service without it', async () => {
    await set(between({ kind: 'reset', during: 'request', afterBytes: 2 }));
    expect(await shop.call('/charge?method=POST&body=12345')).toBe('none ECONNRESET');
    expect(shop.seen()).toEqual([]);
  });

  test('a refusal is ECONNREFUSED at the connect, until it is lifted', async () => {
    await set(between({ kind: 'refusal' }));
    expect(await shop.call('/ada')).toBe('none ECONNREFUSED');
    const failed = { from: 'orders-1', to: 'users-1', code: 'ECONNREFUSED' };
    expect(lab.events('connect-failed')).toMatchObject([failed]);
    await set();
    expect(await shop.call('/ada')).toBe('200 3');
  });

  test('a connect to the port of an instance that died is told of by its name', async () => {
    await shop.users.signal('SIGKILL');
    await shop.users.exited;
    expect(await shop.call('/ada')).toBe('none ECONNREFUSED');
    const failed = { from: 'orders-1', to: 'users-1', code: 'ECONNREFUSED' };
    expect(lab.events('connect-failed')).toMatchObject([failed]);
  });

  test('an error comes in place of the answer, and the service sees nothing', async () => {
    await set(between({ kind: 'error', status: 503 }));
    expect(await shop.call('/ada')).toMatch(/^503 /);
    expect(shop.seen()).toEqual([]);
    expect(lab.events('fault-struck')).toMatchObject([{ fault: 'error' }]);
  });

  test('bandwidth: a body takes its time', async () => {
    await set(
      between({ kind: 'bandwidth', bytesPerSecond: 100_000 }, { from: 'users', to: 'orders' }),
    );
    expect(await shop.call('/long')).toBe('200 20000');
    const [request] = calls();
    expect((await answerTo(request?.id)).tookMs).toBeGreaterThanOrEqual(199);
  });

  test('a partition is silence both ways, connects included; healed, what was sent arrives', async () => {
    await set(between({ kind: 'partition', direction: 'both' }));
    const call = shop.call('/ada');
    expect(await shop.call('/early?limit=100')).toBe('none late');
    expect(shop.seen()).toEqual([]);
    await set();
    expect(await call).toBe('200 3');
    await lab.untilPrinted(shop.users.id, 'stdout', 'users saw GET /ada\n');
  });

  test('a partition of one way lets the request through, and holds the reply', async () => {
    const oneWay = { kind: 'partition', direction: 'one-way' } as const;
    // The connection stands before the way back is cut.
    const call = shop.call('/held');
    await lab.untilPrinted(shop.users.id, 'stdout', 'users saw GET /held');
    await set(between(oneWay, { from: 'users', to: 'orders' }));
    await lab.text(shop.users, '/release');
    await lab.event('replied', ({ to }) => to === shop.orders.id);
    expect(lab.events('response').filter(({ to }) => to === shop.orders.id)).toEqual([]);
    await set();
    expect(await call).toBe('200 3');
  });

  test('the learner still reaches a service that others cannot', async () => {
    await set(between({ kind: 'partition', direction: 'both' }));
    expect(await lab.text(shop.users, '/me')).toBe('Ada');
  });

  test("a fault can be on the learner's own way", async () => {
    await set({ from: 'learner', to: 'users-1', fault: { kind: 'error', status: 500 } });
    expect((await lab.fetch(shop.users)).status).toBe(500);
    expect(await shop.call('/ada')).toBe('200 3');
  });

  test('a rule for a method and a path strikes no other call', async () => {
    await set(between({ kind: 'error', status: 500 }, { method: 'post', path: '/charge*' }));
    expect(await shop.call('/charge')).toBe('200 3');
    expect(await shop.call('/refund?method=POST')).toBe('200 3');
    expect(await shop.call('/charge/1?method=POST')).toMatch(/^500 /);
  });

  test('a rule for some times strikes so often, and then no more', async () => {
    await set(between({ kind: 'error', status: 500 }, { times: 2 }));
    const statuses: string[] = [];
    for (let call = 0; call < 3; call++) statuses.push((await shop.call('/ada')).slice(0, 3));
    expect(statuses).toEqual(['500', '500', '200']);
  });

  test('changes while a request is under way are met by what is sent from then on', async () => {
    const call = shop.call('/held');
    await lab.untilPrinted(shop.users.id, 'stdout', 'users saw GET /held');
    await set(between({ kind: 'partition', direction: 'both' }));
    await shop.users.signal('SIGKILL');
    await shop.users.exited;
    expect(await Promise.race([call, lab.event('faults-set').then(() => 'silence')])).toBe(
      'silence',
    );
    await set();
    expect(await call).toBe('none ECONNRESET');
  });

  test('the ledger tells which faults are in force from when on', async () => {
    const fault = between({ kind: 'refusal' });
    await set(fault);
    await set();
    expect(lab.events('faults-set')).toMatchObject([{ rules: [fault] }, { rules: [] }]);
  });

  test('a fault that cannot be is refused in words, and changes nothing', async () => {
    await set(between({ kind: 'error', status: 503 }));
    await expect(set(between({ kind: 'error', status: 200 }))).rejects.toMatchObject({
      name: 'FaultError',
      message: 'the fault: status must be from 400 to 599, not 200.',
    });
    expect(await shop.call('/ada')).toMatch(/^503 /);
  });
}
