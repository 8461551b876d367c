import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../sandbox.ts';
import { nodeRealm } from './node.ts';
import type { Realm } from './realm.ts';
import { QUIET_SCHEDULE } from './schedule/index.ts';
import { SimulatedSandbox } from './simulated-sandbox.ts';

const { signal } = new AbortController();
const DAY_MS = 24 * 60 * 60 * 1000;

let realm: Realm;
let sandbox: SimulatedSandbox;

beforeAll(async () => {
  realm = await nodeRealm();
});

afterEach(() => sandbox.dispose());

async function open(maxEvents = 100_000): Promise<void> {
  sandbox = new SimulatedSandbox({ schedule: QUIET_SCHEDULE, realm, maxEvents });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
}

/** Starts a service whose handler answers with the value of an expression, as JSON. */
async function answering(expression: string, before = ''): Promise<Instance> {
  await sandbox.sync({
    'service.ts': `import { createServer } from 'node:http';
${before}
createServer((_request, response) => {
  response.end(JSON.stringify(${expression}));
}).listen(Number(process.env.PORT));
`,
  });
  return start();
}

function start(): Promise<Instance> {
  const spec = { service: 'service', entry: 'service.ts', port: 'any', env: {} } as const;
  return sandbox.start({ ...spec, startTimeoutMs: 1000 }, signal);
}

async function ask(instance: Instance): Promise<unknown> {
  return (await sandbox.fetch(instance, new Request('http://service/'))).json();
}

test('a sleep of a day takes no time, and everything in it happens', async () => {
  await open();
  const instance = await answering(
    'ticks',
    'let ticks = 0; setInterval(() => ticks++, 3_600_000);',
  );
  await sandbox.clock.sleep(DAY_MS, signal);
  expect(await ask(instance)).toBe(24);
});

test('many sleeps at once, each with its own signal, are no leak to warn of', async () => {
  const warnings: string[] = [];
  const note = ({ name }: Error) => warnings.push(name);
  process.on('warning', note);
  await open();
  const sleeps = Array.from({ length: 20 }, () =>
    sandbox.clock.sleep(DAY_MS, new AbortController().signal),
  );
  await Promise.all(sleeps);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

test('no virtual time passes while nobody waits', async () => {
  await open();
  await answering('0', 'setInterval(() => {}, 1);');
  const before = sandbox.clock.nowMs();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sandbox.clock.nowMs()).toBe(before);
});

test('a run that does not come to rest is given up, and says so', async () => {
  await open(1000);
  await sandbox.sync({
    'service.ts': `import { createServer } from 'node:http';
const again = () => setImmediate(again);
createServer(again).listen(Number(process.env.PORT));
`,
  });
  const instance = await start();
  await expect(sandbox.fetch(instance, new Request('http://service/'))).rejects.toThrow();
  const { code, message } = await sandbox.lost;
  expect(code).toBe('lost');
  expect(message).toContain('after 1000 events');
  await expect(sandbox.sync({})).rejects.toMatchObject({ code: 'lost' });
});

test('each process has globals of its own', async () => {
  await open();
  const expression = '[globalThis.seen, Date.now() > 5, typeof process.mine, Math.max(1, 2)]';
  const first = await answering(
    expression,
    `Object.assign(globalThis, { seen: true });
Object.assign(process, { mine: 1 });
if (process.env.PORT === '20000') {
  Date.now = () => 5;
  Math.max = () => 0;
}`,
  );
  const second = await start();
  expect(await ask(first)).toEqual([true, false, 'number', 0]);
  expect(await ask(second)).toEqual([true, true, 'number', 2]);
  expect(globalThis).not.toHaveProperty('seen');
});

test('a module can declare what is a global elsewhere', async () => {
  await open();
  const instance = await answering('[fetch, console]', "const fetch = 1; const console = 'mine';");
  expect(await ask(instance)).toEqual([1, 'mine']);
});

test("what the realm has and Node has not is not there, nor is the realm's own clock", async () => {
  Object.assign(globalThis, { document: {} });
  try {
    await open();
    const instance = await answering('[typeof document, new Date().getFullYear()]');
    expect(await ask(instance)).toEqual(['undefined', 2024]);
  } finally {
    Reflect.deleteProperty(globalThis, 'document');
  }
});

test('a realm has one simulation at a time', async () => {
  await open();
  const other = new SimulatedSandbox({ schedule: QUIET_SCHEDULE, realm });
  const boot = () => other.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  await expect(boot()).rejects.toMatchObject({ code: 'boot-failed' });
  await sandbox.dispose();
  await boot();
  await other.dispose();
});

test('what waits when it is disposed of is told', async () => {
  await open();
  const instance = await answering('0');
  const fetch = () => sandbox.fetch(instance, new Request('http://service/'));
  const asleep = expect(sandbox.clock.sleep(DAY_MS, signal)).rejects.toMatchObject({
    code: 'disposed',
  });
  const asked = expect(fetch()).rejects.toMatchObject({ code: 'ECONNRESET' });
  await sandbox.ledger.next((event): event is typeof event => event.type === 'request', signal);
  const late = expect(fetch()).rejects.toMatchObject({ code: 'disposed' });
  await sandbox.dispose();
  await Promise.all([asleep, asked, late]);
});
