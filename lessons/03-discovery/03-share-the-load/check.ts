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
  { schedules: 15 },
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
    const alive = three.filter((one) => one !== dead);
    await expectNoLoss(shop, dead, UNDER_LOAD);
    await expectShares(shop, alive, `with ${dead.id} dead and still in the registry`);
    const next = lab.random.pick(alive);
    const last = alive.filter((one) => one !== next);
    await expectNoLoss(shop, next, UNDER_LOAD / 2);

    const back = await Promise.all([dead, next].map((one) => lab.restart(one)));
    await lab.sleep(ejectMs);
    await settle(shop, three);
    const again = [...last, ...back];
    await expectShares(shop, again, `after ${dead.id} and ${next.id} had been started again`);

    for (const one of again) await lab.signal(one, 'SIGKILL');
    await Promise.all(again.map(({ exited }) => exited));
    const none = await lab.attempt(orders, 'GET /orders/1', { limitMs: NONE_WITHIN_MS });
    expectThat(
      none.status !== null,
      `With every instance of users dead GET /orders/1 should be answered 503, but there was no answer within ${NONE_WITHIN_MS / 1000} s.`,
    );
    expectReply(none).hasStatus(503);
    return '3, 5 and 2 instances got shares within one of each other; two killed under load: no request failed, and they were left alone until they were back.';
  },
);

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

/** One of those that are asked is killed while requests are under way: nobody notices but orders. */
async function expectNoLoss(shop: Shop, dead: Instance, requests: number): Promise<void> {
  const { lab } = shop;
  const killedAt = 5 + lab.random.integer(5);
  const report = await load(shop, requests, (index) => {
    if (index === killedAt) void lab.signal(dead, 'SIGKILL');
  });
  expectAnswered(shop, report, `while ${dead.id} was killed`);
  const exited = lab.events('exited').findLast(({ instance }) => instance === dead.id)?.seq ?? 0;
  const tries = lab
    .events('connect-failed')
    .filter(({ seq, from, to }) => seq > exited && from === shop.orders.id && to === dead.id);
  expectThat(
    tries.length <= MAY_STILL_ASK,
    `${dead.id} was killed, and after that orders tried to connect to it ${tries.length} times during ${requests - killedAt} requests. An instance that did not answer should be left alone for EJECT_MS.`,
    tries[0]?.seq ?? null,
  );
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
