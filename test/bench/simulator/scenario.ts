import type { Files } from '../../../runtime/compile/types.ts';
import type { Instance } from '../../../runtime/sandbox/index.ts';
import { createSimulatedSandbox, type Realm } from '../../../runtime/sandbox/simulated/index.ts';

/** Two clients that take turns by a lock at a registry and add to a total that a store keeps. */
const SERVICES: Files = {
  'registry/server.ts': `import { createServer } from 'node:http';

let holder: string | null = null;
let token = 0;

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://registry');
  const client = searchParams.get('client');
  if (pathname === '/acquire') {
    const acquired = holder === null || holder === client;
    if (acquired) [holder, token] = [client, token + 1];
    response.end(JSON.stringify({ acquired, token }));
  } else {
    if (holder === client) holder = null;
    response.end('{}');
  }
}).listen(Number(process.env.PORT));
`,
  'store/server.ts': `import { createServer } from 'node:http';
import { appendFile } from 'node:fs/promises';

let total = 0;

createServer(async (request, response) => {
  if (request.method === 'PUT') {
    let body = '';
    for await (const chunk of request) body += chunk;
    total = JSON.parse(body).total;
    await appendFile('log', body + '\\n');
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ total }));
}).listen(Number(process.env.PORT));
`,
  'client/server.ts': `import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const { NAME, REGISTRY, STORE } = process.env;

async function ask(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(1000) });
  return (await response.json()) as Record<string, unknown>;
}

async function add(): Promise<void> {
  while (!(await ask(REGISTRY + '/acquire?client=' + NAME)).acquired) await sleep(2 + Math.random() * 3);
  const { total } = await ask(STORE + '/');
  await ask(STORE + '/', { method: 'PUT', body: JSON.stringify({ total: Number(total) + 1 }) });
  await ask(REGISTRY + '/release?client=' + NAME);
}

createServer(async (request, response) => {
  for (let count = 0; count < 3; count++) await add();
  response.end('done');
}).listen(Number(process.env.PORT));
`,
};

export interface ScheduleRun {
  /** What has happened: messages that arrived, timers, starts. */
  readonly events: number;
  readonly total: string;
}

const { signal } = new AbortController();

/** One schedule, from a fresh sandbox to its end. */
export async function runSchedule(realm: Realm, seed: number): Promise<ScheduleRun> {
  const sandbox = createSimulatedSandbox({ seed, realm });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  try {
    await sandbox.sync(SERVICES);
    const start = (service: string, env = {}) =>
      sandbox.start(
        { service, entry: `${service}/server.ts`, port: 'any', env, startTimeoutMs: 5000 },
        signal,
      );
    const [registry, store] = await Promise.all([start('registry'), start('store')]);
    const env = { REGISTRY: urlOf(registry), STORE: urlOf(store) };
    const clients = await Promise.all(
      ['ada', 'grace'].map((NAME) => start('client', { ...env, NAME })),
    );
    const ask = async (to: Instance) =>
      (await sandbox.fetch(to, new Request('http://sandbox/'))).text();
    await Promise.all(clients.map(ask));
    return { total: await ask(store), events: sandbox.events };
  } finally {
    await sandbox.dispose();
  }
}

function urlOf({ addresses: [address] }: Instance): string {
  return `http://localhost:${address?.port}`;
}

export interface SimulatorFigures {
  readonly schedulesPerSecond: number;
  readonly eventsPerSecond: number;
  readonly eventsPerSchedule: number;
}

/** Runs so many schedules one after the other, and throws when one of them does not come out right. */
export async function measureSchedules(realm: Realm, schedules: number): Promise<SimulatorFigures> {
  const beganMs = performance.now();
  let events = 0;
  for (let seed = 1; seed <= schedules; seed++) {
    const run = await runSchedule(realm, seed);
    if (run.total !== '{"total":6}') throw new Error(`Seed ${seed} came to ${run.total}.`);
    events += run.events;
  }
  const seconds = (performance.now() - beganMs) / 1000;
  return {
    schedulesPerSecond: schedules / seconds,
    eventsPerSecond: events / seconds,
    eventsPerSchedule: events / schedules,
  };
}
