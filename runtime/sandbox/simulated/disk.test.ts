import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Instance } from '../sandbox.ts';
import { nodeRealm } from './node.ts';
import type { Realm } from './realm.ts';
import { readToken } from './schedule/index.ts';
import { SimulatedSandbox } from './simulated-sandbox.ts';

const { signal } = new AbortController();

let realm: Realm;
let sandbox: SimulatedSandbox;

beforeAll(async () => {
  realm = await nodeRealm();
});

afterEach(() => sandbox.dispose());

/** A service with a journal that has `kept` on the disk; what a POST does with it is the code given. */
const service = (post: string) => `import { createServer } from 'node:http';
import { appendFileSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

const found = existsSync('journal') ? readFileSync('journal', 'utf8') : '';
const handle = await open('journal', 'a');
if (found === '') {
  appendFileSync('journal', 'kept');
  fsyncSync(handle.fd);
}
createServer(async (request, response) => {
  if (request.method === 'GET') return response.end(found);
  const begunMs = performance.now();
  const ms = () => Number((performance.now() - begunMs).toFixed(3));
${post}
}).listen(Number(process.env.PORT));
`;

async function open(post: string, token = '0-q'): Promise<Instance> {
  sandbox = new SimulatedSandbox({ schedule: readToken(token), realm });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  await sandbox.sync({ 'service.ts': service(post) });
  return start();
}

function start(): Promise<Instance> {
  const spec = { service: 'service', entry: 'service.ts', port: 'any', env: {} } as const;
  return sandbox.start({ ...spec, startTimeoutMs: 1000 }, signal);
}

async function ask(instance: Instance, method = 'GET'): Promise<string> {
  return (await sandbox.fetch(instance, new Request('http://service/', { method }))).text();
}

/** What is on the disk when the power has been cut. */
async function leftOf(instance: Instance): Promise<string> {
  await instance.losePower();
  await instance.exited;
  return ask(await start());
}

const seeds = Array.from({ length: 30 }, (_, seed) => String(seed + 1));

test('an fsync takes its time, and the process goes on meanwhile', async () => {
  const one = await open(`  let turns = 0;
  const synced = handle.sync().then(() => ['synced', turns > 3, ms() >= 1]);
  for (; turns < 10; turns++) await turn();
  response.end(JSON.stringify([...(await synced), ms()]));`);
  expect(JSON.parse(await ask(one, 'POST'))).toEqual(['synced', true, true, 1.01]);
});

test('one that the process stands still for takes no virtual time', async () => {
  const one = await open(`  fsyncSync(handle.fd);
  response.end(String(ms()));`);
  expect(await ask(one, 'POST')).toBe('0');
});

test('how long one takes is up to the seed, as is which of two file calls is made first', async () => {
  const took = new Set<number>();
  const orders = new Set<string>();
  for (const token of seeds) {
    const one = await open(
      `  const order = [];
  const note = (name) => () => order.push(name);
  await Promise.all([handle.appendFile('a').then(note('a')), handle.appendFile('b').then(note('b'))]);
  const before = ms();
  await handle.datasync();
  response.end(JSON.stringify({ took: ms() - before, order: order.join('') }));`,
      token,
    );
    const { took: ms, order } = JSON.parse(await ask(one, 'POST'));
    took.add(ms);
    orders.add(order);
    await sandbox.dispose();
  }
  expect(Math.min(...took)).toBeGreaterThanOrEqual(0.1);
  expect(Math.min(...took)).toBeLessThan(1);
  expect(Math.max(...took)).toBeGreaterThan(2);
  expect([...orders].sort()).toEqual(['ab', 'ba']);
});

/** What is on the disk when the power is cut in each seed's first moment like this one. */
async function leftAfter(post: string, wanted: string): Promise<string[]> {
  const left = new Set<string>();
  for (const seed of seeds.slice(0, 12)) {
    const undisturbed = await open(post, seed);
    await ask(undisturbed, 'POST');
    const at = sandbox.moments.findIndex(({ moment: { when, action }, party }) => {
      return party.service === 'service' && `${when} ${action}` === wanted;
    });
    await sandbox.dispose();
    const one = await open(post, `${seed}-w${at}`);
    await ask(one, 'POST').catch(() => undefined);
    await one.exited;
    left.add(await ask(await start()));
    await sandbox.dispose();
  }
  return [...left].sort();
}

test('what is being synced when the power fails may be gone, what was synced may not', async () => {
  const answerMeanwhile = `  await handle.appendFile('+');
  void handle.sync();
  response.end('done');`;
  expect(await leftAfter(answerMeanwhile, 'after reply-sent')).toEqual(['kept', 'kept+']);
  const answerThen = `  await handle.appendFile('+');
  await handle.sync();
  response.end('done');`;
  expect(await leftAfter(answerThen, 'before reply-sent')).toEqual(['kept+']);
});

test('a write that is not waited for may come too late for the fsync', async () => {
  const post = (write: string) => `  ${write} handle.appendFile('+');
  await handle.sync();
  response.end('done');`;
  expect(await leftAfter(post('void'), 'after reply-sent')).toEqual(['kept', 'kept+']);
  expect(await leftAfter(post('await'), 'after reply-sent')).toEqual(['kept+']);
});

test('a process that is killed writes nothing more; an fsync that it began is done without it', async () => {
  const one = await open(`  appendFileSync('journal', '+');
  void handle.sync();
  await sleep(0.5);
  void handle.appendFile('never');
  process.kill(process.pid, 'SIGKILL');`);
  await ask(one, 'POST').catch(() => undefined);
  await one.exited;
  await sandbox.clock.sleep(5, signal);
  const next = await start();
  expect(await ask(next)).toBe('kept+');
  expect(await leftOf(next)).toBe('kept+');
});

test('a process crashes before an fsync begins, or after it is done', async () => {
  const answering = `  appendFileSync('journal', '+');
  setTimeout(() => void handle.sync(), 5);
  response.end('done');`;
  for (const when of ['before', 'after'] as const) {
    const one = await open(answering);
    await one.crashAt({ when, action: 'fsync', file: 'journal' });
    expect(await ask(one, 'POST')).toBe('done');
    await one.exited;
    expect(sandbox.ledger.read()).toContainEqual(
      expect.objectContaining({ type: 'crash-point', point: `${when} fsync journal` }),
    );
    await sandbox.dispose();
  }
});

test('a handle that is closed waits for what is under way with it', async () => {
  const closing = `  const written = handle.appendFile('+').then(() => 'written');
  await handle.close();
  response.end(await written);`;
  for (const seed of seeds) {
    expect(await ask(await open(closing, seed), 'POST')).toBe('written');
    await sandbox.dispose();
  }
});
