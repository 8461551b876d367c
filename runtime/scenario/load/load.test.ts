import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance, Sandbox } from '../../sandbox/index.ts';
import { createSimulatedSandbox, QUIET_SCHEDULE } from '../../sandbox/simulated/index.ts';
import { nodeRealm } from '../../sandbox/simulated/node.ts';
import { Latencies, type LoadOptions, runLoad } from './index.ts';

/** Answers after ten milliseconds, one request at a time; one that asks for it stalls a second. */
const ONE_AT_A_TIME = `import { createServer } from 'node:http';
let last = Promise.resolve();
createServer((request, response) => {
  const ms = request.url === '/stall' ? 1000 : 10;
  last = last.then(() => new Promise((done) => setTimeout(done, ms)));
  last.then(() => response.end('done'));
}).listen(Number(process.env.PORT));
`;

let sandbox: Sandbox;
let service: Instance;
const { signal } = new AbortController();

beforeEach(async () => {
  sandbox = createSimulatedSandbox({ schedule: QUIET_SCHEDULE, realm: await nodeRealm() });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  await sandbox.sync({ 'slow.ts': ONE_AT_A_TIME });
  const spec = { service: 'slow', entry: 'slow.ts', env: {}, startTimeoutMs: 5000 };
  service = await sandbox.start({ ...spec, port: 'any' }, signal);
});
afterEach(() => sandbox.dispose());

const load = (options: Partial<LoadOptions>) =>
  runLoad(sandbox, {
    to: service,
    arrivals: { kind: 'open', perSecond: 50, durationMs: 2000 },
    request: () => ({ path: '/' }),
    limitMs: 30_000,
    signal,
    ...options,
  });

test('an open loop sends at its rate, whatever becomes of the requests before', async () => {
  const report = await load({});
  expect(report.sent).toBe(100);
  expect(report.statuses).toEqual(new Map([[200, 100]]));
  expect(report.failures.size).toBe(0);
  expect(report.durationMs).toBeGreaterThan(1980);
  expect(report.durationMs).toBeLessThan(2100);
  expect(report.latency.percentileMs(50)).toBeLessThan(15);
});

test('an open loop shows those who waited through a stall', async () => {
  const stalling = (index: number) => ({ path: index === 20 ? '/stall' : '/' });
  const open = await load({ request: stalling });
  const closed = await load({
    request: stalling,
    arrivals: { kind: 'closed', clients: 1, requests: 100 },
  });
  // One in a hundred stalled; in the open loop about half of those after it queued behind it.
  expect(open.latency.percentileMs(75)).toBeGreaterThan(300);
  expect(closed.latency.percentileMs(75)).toBeLessThan(15);
  expect(closed.latency.maxMs).toBeGreaterThan(1000);
});

test('a closed loop keeps so many under way, and no more', async () => {
  const report = await load({ arrivals: { kind: 'closed', clients: 4, requests: 40 } });
  expect(report.sent).toBe(40);
  // Four wait for a service that takes one at a time.
  expect(report.latency.percentileMs(50)).toBeGreaterThan(38);
  expect(report.latency.percentileMs(50)).toBeLessThan(50);
});

test('what fails is counted by its code, and what gets no answer in time as TIMEOUT', async () => {
  const late = await load({ request: () => ({ path: '/stall' }), limitMs: 100 });
  expect([...late.failures.keys()]).toEqual(['TIMEOUT']);
  await service.signal('SIGKILL');
  await service.exited;
  const gone = await load({ arrivals: { kind: 'closed', clients: 2, requests: 10 } });
  expect(gone.failures).toEqual(new Map([['ECONNREFUSED', 10]]));
});

test('a rate that cannot be is refused in words', async () => {
  const never = load({ arrivals: { kind: 'open', perSecond: 0, durationMs: 1000 } });
  await expect(never).rejects.toThrow('load: perSecond must be more than 0, not 0.');
});

test('percentiles are of all that was recorded, to three digits', () => {
  const latencies = new Latencies();
  for (let ms = 1; ms <= 1000; ms++) latencies.record(ms);
  expect(latencies.percentileMs(50)).toBeCloseTo(500, -0.5);
  expect(latencies.percentileMs(99)).toBeCloseTo(990, -0.5);
  expect(latencies.maxMs).toBeCloseTo(1000, -0.5);
  expect(new Latencies().percentileMs(50)).toBeNaN();
});
