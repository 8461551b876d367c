import {
  expectReply,
  expectThat,
  type Instance,
  type Lab,
  type LabRegistry,
  type LoadReport,
  scenario,
} from '../../../runtime/scenario/index.ts';

const CLIENTS = 4;
/** Requests, at least, when shares are counted: enough for one that gets twice its share to show. */
const SHARED = 10;
/** Requests while an instance dies, and how many may still go to it: those under way, and a few more. */
const UNDER_LOAD = 40;
const MAY_STILL_ASK = 8;
const LIMIT_MS = 10_000;
/** How long it may take to find out that nobody is left. */
const NONE_WITHIN_MS = 5000;
/** Live, how long it may take orders to hear of a change: at most so long is waited for that. */
const HEARD_WITHIN_MS = 2000;

export default scenario(
  'orders shares its requests among users, whoever comes, goes or dies',
  {
    schedules: 15,
    live: {
      leavesOut: [
        'Whether an instance is left alone for all of EJECT_MS.',
        'An instance that takes requests and stands still: that one is killed.',
      ],
    },
  },
  async (lab) => {
    const registry = await lab.registry();
    // So long that the registry notices no death while this check lasts.
    const env = { ...registry.env, TTL_MS: '600000' };
    const users = () => lab.start('users', { env });
    const first = await Promise.all([users(), users(), users()]);
    // Live it is as long as shares take to count, and a busy machine takes longer.
    const ejectMs = lab.isLive ? Math.max(4000, 2 * lab.nowMs()) : 200_000;
    const orders = await lab.start('orders', { env: { ...env, EJECT_MS: String(ejectMs) } });
    const shop: Shop = { lab, registry, orders };

    await settle(shop, first);
    await expectShares(shop, first, 'with three instances');
    const five = [...first, ...(await Promise.all([users(), users()]))];
    await settle(shop, five);
    await expectShares(shop, five, 'after two more were started');
    // Any two of the five stay.
    const staying = lab.random.integer(five.length);
    const two = five.filter((_, place) => (place + staying) % five.length < 2);
    for (const one of five) if (!two.includes(one)) await lab.signal(one, 'SIGTERM');
    await settle(shop, two);
    await expectShares(shop, two, 'after three had left');

    const three = [...two, await users()];
    await settle(shop, three);
    const dead = lab.random.pick(three);
    await expectNoLoss(shop, new Map([[dead, 'SIGKILL']]), UNDER_LOAD);
    const four = [...three, await users()];
    await settle(shop, four);
    const alive = four.filter((one) => one !== dead);
    if (!lab.isLive) await lab.sleep(ejectMs / 2);
    const since = attemptsAt(shop, dead).length;
    await expectShares(shop, alive, `with ${dead.id} dead and still in the registry`);
    if (!lab.isLive) expectLeftAlone(shop, dead, since, ejectMs / 2);
    const last = lab.random.pick(alive);
    const [killed, still] = alive.filter((one) => one !== last) as [Instance, Instance];
    const struck = new Map<Instance, Blow>([
      [killed, 'SIGKILL'],
      [still, lab.isLive ? 'SIGKILL' : 'SIGSTOP'],
    ]);
    await expectNoLoss(shop, struck, UNDER_LOAD / 2);

    const ended = [dead, killed, still];
    const back = await Promise.all(ended.map((one) => lab.restart(one)));
    await lab.sleep(ejectMs);
    await settle(shop, four);
    const again = [last, ...back];
    await expectShares(shop, again, `after ${namesOf(ended)} had been started again`);

    for (const one of again) await lab.signal(one, 'SIGKILL');
    await Promise.all(again.map(({ exited }) => exited));
    const none = await lab.attempt(orders, 'GET /orders/1', { limitMs: NONE_WITHIN_MS });
    expectThat(
      none.status !== null,
      `With every instance of users dead GET /orders/1 should be answered 503, but there was no answer within ${NONE_WITHIN_MS / 1000} s.`,
    );
    expectReply(none).hasStatus(503);
    return '3, 5 and 2 instances got shares within one of each other; three were lost under load: no request failed, and they were left alone until they were back.';
  },
);

/** What ends an instance for those who ask it. */
type Blow = 'SIGKILL' | 'SIGSTOP';

interface Shop {
  readonly lab: Lab;
  readonly registry: LabRegistry;
  readonly orders: Instance;
}

/** Waits until the registry lists so many, and orders has been told of them. */
async function settle(shop: Shop, running: readonly Instance[]): Promise<void> {
  const { lab, registry } = shop;
  const ports = running.map(portOf).sort();
  await lab.until(`the registry should list ${ports.length} instances of users`, 5000, async () => {
    const listed = (await registry.consul.health('users')).map(({ port }) => port).sort();
    return listed.join() === ports.join();
  });
  if (!lab.isLive) return lab.sleep(1000);
  const hasHeard = lab.until('orders should have heard', HEARD_WITHIN_MS, () => hasBeenTold(shop));
  // Somebody may have another way to hear of it, which is not seen here.
  await hasHeard.catch(() => {});
}

/** Whether orders has asked for what is newer than what the registry has just told this check. */
function hasBeenTold({ lab, orders }: Shop): boolean {
  const isOfHealth = ({ path }: { readonly path: string }) =>
    path.startsWith('/v1/health/service/users');
  const requests = lab.events('request').filter(isOfHealth);
  const mine = requests.findLast(({ from }) => from !== orders.id);
  const told = lab.events('response').find(({ id }) => id === mine?.id);
  const index = told?.headers.find(([name]) => name.toLowerCase() === 'x-consul-index')?.[1];
  const asked = requests.findLast(({ from }) => from === orders.id)?.path ?? '';
  const known = new URL(asked, 'http://registry').searchParams.get('index') ?? '0';
  return Number(known) >= Number(index ?? Infinity);
}

/** Counts the requests that each of these gets: no two may differ by more than one. */
async function expectShares(shop: Shop, running: readonly Instance[], when: string): Promise<void> {
  const { lab } = shop;
  const since = asked(shop).length;
  const requests = SHARED + lab.random.integer(running.length);
  const report = await load(shop, requests);
  expectAnswered(shop, report, when);
  const received = asked(shop).slice(since);
  const shares = running.map((one) => ({
    id: one.id,
    count: received.filter(({ to }) => to === one.id).length,
  }));
  const counts = shares.map(({ count }) => count);
  expectThat(
    Math.max(...counts) - Math.min(...counts) <= 1,
    `${requests} requests should be shared evenly, but ${when} ${shares.map(({ id, count }) => `${id} got ${count}`).join(', ')}.`,
  );
}

/** Some of those that are asked are struck while requests are under way: nobody notices but orders. */
async function expectNoLoss(
  shop: Shop,
  struck: ReadonlyMap<Instance, Blow>,
  requests: number,
): Promise<void> {
  const { lab } = shop;
  const struckAt = 5 + lab.random.integer(5);
  const report = await load(shop, requests, (index) => {
    if (index !== struckAt) return;
    for (const [one, signal] of struck) void lab.signal(one, signal);
  });
  const said = [...struck].map(([{ id }, signal]) => {
    return `${id} was ${signal === 'SIGKILL' ? 'killed' : 'paused'}`;
  });
  expectAnswered(shop, report, `while ${said.join(' and ')}`);
  for (const [index, one] of [...struck.keys()].entries()) {
    const tries = attemptsAt(shop, one);
    expectThat(
      tries.length <= MAY_STILL_ASK,
      `${said[index]}, and after that orders tried ${tries.length} times to ask it, during ${requests - struckAt} requests. An instance that did not answer should be left alone for EJECT_MS.`,
      tries[0] ?? null,
    );
  }
}

/** Time has passed, but not yet all of it, and the registry's list has changed meanwhile. */
function expectLeftAlone(shop: Shop, dead: Instance, since: number, afterMs: number): void {
  const tries = attemptsAt(shop, dead).slice(since);
  expectThat(
    tries.length === 0,
    `${dead.id} gave no answer, and ${afterMs / 1000} s later, which is half of EJECT_MS, orders asked it again, ${tries.length} times. It should be left alone for all of that time, whoever else comes or goes.`,
    tries[0] ?? null,
  );
}

/** What orders has tried to ask of an instance since that was killed or paused: events, by their number. */
function attemptsAt({ lab, orders }: Shop, { id }: Instance): readonly number[] {
  const isTheEnd = (one: { readonly instance: string; readonly signal: string }) =>
    one.instance === id && one.signal !== 'SIGTERM';
  const end = lab.events('signalled').findLast(isTheEnd)?.seq ?? Infinity;
  return [...lab.events('connect-failed'), ...lab.events('request')]
    .filter(({ seq, from, to }) => seq > end && from === orders.id && to === id)
    .map(({ seq }) => seq)
    .sort((a, b) => a - b);
}

function namesOf(instances: readonly Instance[]): string {
  return instances.map(({ id }) => id).join(', ');
}

function load(shop: Shop, requests: number, onRequest: (index: number) => void = () => {}) {
  return shop.lab.load({
    to: shop.orders,
    arrivals: { kind: 'closed', clients: CLIENTS, requests },
    request: (index) => {
      onRequest(index);
      return { path: '/orders/1' };
    },
    limitMs: LIMIT_MS,
  });
}

function expectAnswered({ lab, orders }: Shop, report: LoadReport, when: string): void {
  const { sent, statuses, failures } = report;
  const others = [...statuses, ...failures].filter(([outcome]) => outcome !== 200);
  const lost = others.map(([outcome, count]) => `${count} × ${outcome}`).join(', ');
  const said = lab.events('response').findLast(({ from, status }) => {
    return from === orders.id && status !== 200;
  });
  expectThat(
    others.length === 0,
    `${sent} requests to orders should all be answered 200, but ${when} some were not: ${lost}${said === undefined ? '' : ` (“${said.body.text}”)`}.`,
    said?.seq ?? null,
  );
}

/** What orders has asked users, in order. */
function asked({ lab, orders }: Shop) {
  return lab
    .events('request')
    .filter(({ from, path }) => from === orders.id && path.startsWith('/users/'));
}

function portOf({ addresses }: Instance): number {
  return addresses[0]?.port ?? 0;
}
