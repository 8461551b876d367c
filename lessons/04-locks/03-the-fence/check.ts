import {
  expectReply,
  expectThat,
  type Instance,
  type Lab,
  type NoReply,
  type Reply,
  scenario,
} from '../../../runtime/scenario/index.ts';
import { expectFence, ordersIn } from './fence.ts';
import { fail, failLost } from './lost.ts';

/** The least that etcd grants. */
const TTL_S = 2;
/** Longer than a round takes, with three pauses in it. */
const ROUND_LIMIT_MS = 120_000;
/** A write without a connection is seen when the way is free; a pause may end another too early. */
const SEEN_WITHIN_MS = 20_000;
const LOOK_AGAIN_MS = 50;
/** In the simulator a message may take 0.3 s. */
const MESSAGE_MS = 300;

const options = {
  schedules: 200,
  allowed: { pauses: { of: ['payments'], longestMs: 3 * TTL_S * 1000 } },
  live: {
    leavesOut: ['Writes that come late while the next worker works.', 'Pauses at other moments.'],
  },
};

export default scenario('Paused under the lock', options, async (lab) => {
  const registry = await lab.registry();
  const accounts = await lab.start('accounts');
  const { port } = accounts.addresses[0] ?? { port: 0 };
  const chargeMs = lab.isLive ? 400 : 1000;
  const env = {
    ...registry.env,
    ACCOUNTS_URL: `http://127.0.0.1:${port}`,
    // A server of the learner's own may have keys of other checks.
    LOCK: lab.isLive ? `locks/book-${port}-${Date.now()}` : 'locks/book',
    TTL_S: String(TTL_S),
    CHARGE_MS: String(chargeMs),
  };
  const workers: Instance[] = [];
  for (let count = 0; count < 2; count++) workers.push(await lab.start('payments', { env }));
  // On a busy machine a first answer may take longer than a worker waits for etcd.
  if (lab.isLive) {
    await registry.etcd.leases();
    for (const worker of workers) await lab.request(worker, 'GET /');
  }
  const [one, other] = workers as [Instance, Instance];

  const paid: string[] = [];
  let orders = 0;
  const settle = async (worker: Instance): Promise<Outcome> => {
    const order = String(++orders);
    const reply = await lab.attempt(worker, `POST /orders/${order}`, { limitMs: ROUND_LIMIT_MS });
    if (reply.status === 200) paid.push(order);
    return reply;
  };
  const expectNothingLost = async () => {
    const { status, text, event } = await lab.request(accounts, 'GET /book');
    const book = ordersIn(text);
    if (book === null)
      fail(`GET /book should answer a list of orders, but answered ${status} “${text}”.`, event);
    const lost = paid.find((order) => !book.includes(order));
    if (lost !== undefined) failLost(lab, lost);
  };

  const rounds = ['at work', 'its write on the way', 'its write, and the next at work'] as const;
  for (const caught of lab.isLive ? rounds.slice(0, 2) : rounds) {
    await overtake(lab, { late: one, next: other, caught, settle });
    await expectNothingLost();
  }
  lab.calm();
  for (const worker of [one, other, one]) {
    const reply = await settle(worker);
    expectSettled(lab, worker, reply);
    expectThat(
      reply.tookMs >= chargeMs,
      `${worker.id} should charge the card before it enters the order, which takes ${chargeMs / 1000} s, but it answered after ${(reply.tookMs / 1000).toFixed(2)} s.`,
    );
  }
  await expectNothingLost();
  for (const line of ['GET /orders/1', 'POST /order']) {
    expectReply(await lab.request(one, line)).hasStatus(404);
  }
  await expectFence(lab, await lab.start('accounts'));
  return `${paid.length} orders paid, 0 lost, though a worker was paused and its writes came late.`;
});

interface Delay {
  readonly late: Instance;
  readonly next: Instance;
  /** In what the late one is held up, and whether the next is done by when that ends. */
  readonly caught: 'at work' | 'its write on the way' | 'its write, and the next at work';
  readonly settle: (worker: Instance) => Promise<Outcome>;
}

/** Pauses a worker that has the lock, and its write, until the next one has it. */
async function overtake(lab: Lab, delay: Delay, tries = 5): Promise<void> {
  const { late, next, caught, settle } = delay;
  const since = lab.events('request').length;
  const first = watched(settle(late));
  await seen(lab, first, () => isAnswered(lab, 'GET', late, since));
  if (caught !== 'at work') {
    const cut = { kind: 'partition', direction: 'both' } as const;
    await lab.faults({ from: late.id, to: 'accounts', fault: cut });
    const isSent = () => requestOf(lab, 'PUT', late, since) !== undefined;
    await seen(lab, first, isSent, SEEN_WITHIN_MS);
  }
  await lab.signal(late, 'SIGSTOP');
  // On a busy machine its work may have been over by then.
  const isTooLate = caught === 'at work' && requestOf(lab, 'PUT', late, since) !== undefined;
  if (lab.isLive && isTooLate && tries > 1) {
    await lab.signal(late, 'SIGCONT');
    expectAnswered(late, await first.over);
    return overtake(lab, delay, tries - 1);
  }
  const second = watched(settle(next));
  const isEarly = caught === 'its write, and the next at work';
  const isFar = () => isEarly && isAnswered(lab, 'GET', next, since);
  await seen(lab, second, isFar, SEEN_WITHIN_MS);
  if (caught !== 'at work') await lab.faults();
  await lab.sleep(MESSAGE_MS);
  await lab.signal(late, 'SIGCONT');
  expectAnswered(late, await first.over);
  expectAnswered(next, await second.over);
}

function expectAnswered({ id }: Instance, reply: Outcome): void {
  expectThat(
    reply.status === 200 || reply.status === 503,
    `${id} should answer 200 when its order is in the book, and 503 when it is not, but it ${inWords(reply)}.`,
  );
}

/** A job, and whether it has come to its end. */
function watched(over: Promise<Outcome>) {
  const job = { over, isOver: false };
  void over.then(() => {
    job.isOver = true;
  });
  return job;
}

/** Waits until the test holds, the job is over, or it has been long enough. */
async function seen(
  lab: Lab,
  job: { readonly isOver: boolean },
  test: () => boolean,
  withinMs = ROUND_LIMIT_MS,
): Promise<void> {
  const endMs = lab.nowMs() + withinMs;
  while (!job.isOver && !test() && lab.nowMs() < endMs) await lab.sleep(LOOK_AGAIN_MS);
}

function requestOf(lab: Lab, method: string, { id }: Instance, since: number) {
  return lab
    .events('request')
    .slice(since)
    .find((one) => one.from === id && one.path === '/book' && one.method === method);
}

function isAnswered(lab: Lab, method: string, worker: Instance, since: number): boolean {
  const request = requestOf(lab, method, worker, since);
  return lab.events('response').some(({ id }) => id === request?.id);
}

function expectSettled(lab: Lab, worker: Instance, reply: Outcome): void {
  if (reply.status === 200) return;
  const refusal = lab
    .events('response')
    .findLast(
      ({ to, from, status }) => to === worker.id && from.startsWith('accounts') && status >= 400,
    );
  const request = lab.events('request').find(({ id }) => id === refusal?.id);
  const token = request?.headers.find(([name]) => name.toLowerCase() === 'fencing-token')?.[1];
  const why =
    refusal === undefined
      ? ''
      : `: accounts answered ${refusal.status} to ${request?.method} /book with ${token === undefined ? 'no token' : `token ${token}`}`;
  fail(
    `${worker.id} had the lock, and nobody has had it since, so its order should be settled, but it ${inWords(reply)}${why}.`,
    refusal?.seq ?? null,
  );
}

type Outcome = Reply | NoReply;

function inWords(reply: Outcome): string {
  return reply.status === null ? `gave no answer (${reply.code})` : `answered ${reply.status}`;
}
