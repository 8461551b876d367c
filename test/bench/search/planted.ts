import type { Files } from '../../../runtime/compile/types.ts';
import { expectThat, type Lab, type Scenario, scenario } from '../../../runtime/scenario/index.ts';

/**
 * A bug that shows when the right thing happens at the right moment only. Most of what the services
 * say is about something else, as it is wherever services read before they write.
 */
export interface Planted {
  readonly name: string;
  readonly scenario: Scenario;
  readonly services: readonly string[];
  readonly files: Files;
}

const SCHEDULES = 1;
const portOf = (lab: { addresses: readonly { port: number }[] }) => `${lab.addresses[0]?.port}`;

/** A lock that runs out, and a store that takes writes from whoever had it once. */
const LOCK: Files = {
  'locks.ts': `import { createServer } from 'node:http';
let holder = '';
let until = 0;
createServer((request, response) => {
  const [, what, who] = String(request.url).split('/');
  if (what === 'release' && holder === who) holder = '';
  const free = holder === '' || Date.now() > until;
  if (what === 'acquire' && free) [holder, until] = [who, Date.now() + 1000];
  response.writeHead(what === 'release' || free ? 200 : 409).end();
}).listen(Number(process.env.PORT));
`,
  'store.ts': `import { createServer } from 'node:http';
let total = 0;
createServer((request, response) => {
  if (request.method === 'PUT') total = Number(String(request.url).slice(1));
  response.end(String(total));
}).listen(Number(process.env.PORT));
`,
  'worker.ts': `import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
const { LOCKS, STORE, NAME } = process.env;
createServer(async (request, response) => {
  const locks = 'http://localhost:' + LOCKS;
  for (let job = 10; job < 30; job++) await fetch('http://localhost:' + STORE + '/jobs/' + job);
  while ((await fetch(locks + '/acquire/' + NAME)).status !== 200) await sleep(200);
  const total = Number(await (await fetch('http://localhost:' + STORE + '/')).text());
  await fetch('http://localhost:' + STORE + '/' + (total + 1), { method: 'PUT' });
  await fetch(locks + '/release/' + NAME);
  response.end('added');
}).listen(Number(process.env.PORT));
`,
};

async function addWithLock(lab: Lab): Promise<string> {
  const [locks, store] = [await lab.start('locks'), await lab.start('store')];
  const env = { LOCKS: portOf(locks), STORE: portOf(store) };
  const workers = [
    await lab.start('worker', { env: { ...env, NAME: 'ada' } }),
    await lab.start('worker', { env: { ...env, NAME: 'grace' } }),
  ];
  await Promise.all(workers.map((one) => lab.attempt(one, 'POST /', { limitMs: 30_000 })));
  const { text } = await lab.request(store, 'GET /');
  expectThat(text === '2', `2 were added, but the store has ${text}.`);
  return '2 added.';
}

/** Two shops are told one after the other, by whom nothing is written down. */
const COORDINATOR: Files = {
  'shop.ts': `import { createServer } from 'node:http';
let state = 'open';
createServer((request, response) => {
  if (request.method === 'POST') state = String(request.url).slice(1);
  response.end(state);
}).listen(Number(process.env.PORT));
`,
  'coordinator.ts': `import { createServer } from 'node:http';
const shops = [process.env.ONE, process.env.OTHER];
createServer(async (request, response) => {
  for (let item = 10; item < 30; item++) await fetch('http://localhost:' + shops[item % 2] + '/stock/' + item);
  for (const phase of ['prepared', 'committed']) {
    for (const shop of shops) await fetch('http://localhost:' + shop + '/' + phase, { method: 'POST' });
  }
  response.end('done');
}).listen(Number(process.env.PORT));
`,
};

async function commitAtBoth(lab: Lab): Promise<string> {
  const shops = [await lab.start('shop'), await lab.start('shop')];
  const [ONE = '', OTHER = ''] = shops.map(portOf);
  const coordinator = await lab.start('coordinator', { env: { ONE, OTHER } });
  lab.keepUp(coordinator, 200);
  await lab.attempt(coordinator, 'POST /', { limitMs: 5000 });
  lab.calm();
  await lab.sleep(1000);
  const states = [];
  for (const shop of shops) states.push((await lab.request(shop, 'GET /')).text);
  const committed = states.filter((state) => state === 'committed').length;
  expectThat(committed !== 1, `One shop has committed, the other is ${states.join(' and ')}.`);
  return 'Both or neither.';
}

/** What is not answered in time is sent again, as if it had not been done. */
const RETRY: Files = {
  'bank.ts': `import { createServer } from 'node:http';
let paid = 0;
createServer((request, response) => {
  if (request.method === 'POST') paid += 1;
  response.end(String(paid));
}).listen(Number(process.env.PORT));
`,
  'till.ts': `import { createServer } from 'node:http';
createServer(async (request, response) => {
  for (let item = 10; item < 30; item++) {
    const signal = AbortSignal.timeout(500);
    await fetch('http://localhost:' + process.env.BANK + '/prices/' + item, { signal }).catch(() => {});
  }
  for (let attempt = 0; attempt < 3; attempt++) {
    const signal = AbortSignal.timeout(500);
    const paid = await fetch('http://localhost:' + process.env.BANK + '/pay', { method: 'POST', signal }).catch(() => null);
    if (paid !== null) break;
  }
  response.end('paid');
}).listen(Number(process.env.PORT));
`,
};

async function payOnce(lab: Lab): Promise<string> {
  const bank = await lab.start('bank');
  const till = await lab.start('till', { env: { BANK: portOf(bank) } });
  await lab.attempt(till, 'POST /', { limitMs: 20_000 });
  lab.calm();
  const { text } = await lab.request(bank, 'GET /');
  expectThat(Number(text) <= 1, `1 payment was made ${text} times.`);
  return 'Paid once.';
}

export const PLANTED: readonly Planted[] = [
  {
    name: 'a lock without fencing, under a pause',
    services: ['locks', 'store', 'worker'],
    files: LOCK,
    scenario: scenario(
      'Adding with a lock',
      { schedules: SCHEDULES, allowed: { pauses: { of: ['worker'], longestMs: 3000 } } },
      addWithLock,
    ),
  },
  {
    name: 'a coordinator without a log, under a crash',
    services: ['shop', 'coordinator'],
    files: COORDINATOR,
    scenario: scenario(
      'Committing at both',
      { schedules: SCHEDULES, allowed: { crashes: { of: ['coordinator'] } } },
      commitAtBoth,
    ),
  },
  {
    name: 'a retry without an idempotency key, under a lost reply',
    services: ['bank', 'till'],
    files: RETRY,
    scenario: scenario(
      'Paying once',
      {
        schedules: SCHEDULES,
        allowed: { losses: { of: ['till'], kinds: ['lost-request', 'lost-reply'] } },
      },
      payOnce,
    ),
  },
];
