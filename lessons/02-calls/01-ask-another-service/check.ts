import {
  expectReply,
  expectThat,
  type Lab,
  personNames,
  scenario,
} from '../../../runtime/scenario/index.ts';

type Instance = Awaited<ReturnType<Lab['start']>>;

/** As orders has them: the last one's customer is unknown to users. */
const ORDERS = [
  { id: '1', item: 'lamp', user: 'ada' },
  { id: '2', item: 'pump', user: 'a/c repairs' },
  { id: '3', item: 'mask', user: 'who?' },
  { id: '4', item: 'medal', user: '#1' },
] as const;
const ORPHAN = '5';

/** What stands before users while it is closed: a page, JSON without a name, errors that have one. */
const CLOSED = [
  { CLOSED_STATUS: '200', CLOSED_PAGE: '<h1>Closed until Monday</h1>' },
  { CLOSED_STATUS: '200', CLOSED_PAGE: '{"name":null}' },
  { CLOSED_STATUS: '403', CLOSED_PAGE: '{"name":"Forbidden"}' },
  { CLOSED_STATUS: '503', CLOSED_PAGE: '{"name":"ServiceUnavailable"}' },
];

/** How long it may take until users, started again, is asked again, in milliseconds. */
const BACK_WITHIN_MS = 5000;

export default scenario('Asking users, well and unwell', { schedules: 10 }, async (lab) => {
  const users = await lab.start('users');
  const { port } = users.addresses[0] ?? { port: 0 };
  const orders = await lab.start('orders', { env: { USERS_URL: `http://127.0.0.1:${port}` } });

  const names = personNames(lab.random, 2 * ORDERS.length);
  for (const [index, order] of [...ORDERS, ...ORDERS].entries()) {
    const name = names[index] ?? '';
    await rename(lab, users, order.user, name);
    const reply = await lab.request(orders, `GET /orders/${order.id}`);
    const { id, item } = order;
    expectReply(reply).hasStatus(200).hasJson({ id, item, customer: name });
  }
  const unknown = `/orders/${10 + lab.random.integer(1000)}`;
  for (const path of ['/', unknown, `/orders/${ORPHAN}`]) {
    expectReply(await lab.request(orders, `GET ${path}`)).hasStatus(404);
  }

  const call = { from: 'orders', to: 'users' };
  await lab.faults({ ...call, fault: { kind: 'error', status: 500 } });
  await cannotAsk(lab, orders);
  await lab.faults({ ...call, fault: { kind: 'error', status: 404 } });
  expectReply(await lab.request(orders, 'GET /orders/1')).hasStatus(404);
  await lab.faults({ ...call, fault: { kind: 'reset', during: 'reply', afterBytes: 10 } });
  await cannotAsk(lab, orders);
  await lab.faults();

  await kill(lab, users);
  await cannotAsk(lab, orders);
  expectReply(await lab.request(orders, `GET ${unknown}`)).hasStatus(404);
  for (const env of CLOSED) {
    const closed = await lab.start('users', { port, env });
    await cannotAsk(lab, orders);
    await kill(lab, closed);
  }
  await lab.restart(users);
  await lab.until(
    'orders should ask users again, which is back, and answer status 200',
    BACK_WITHIN_MS,
    async () => (await lab.attempt(orders, 'GET /orders/1')).status === 200,
  );

  return `${names.length} names came from users as they were then; what could not be had was a 404 or a 502, and orders served on.`;
});

async function rename(lab: Lab, users: Instance, user: string, name: string): Promise<void> {
  const path = `/users/${encodeURIComponent(user)}`;
  const reply = await lab.request(users, `PUT ${path}`, { body: JSON.stringify({ name }) });
  expectReply(reply).hasStatus(200);
}

async function kill(lab: Lab, users: Instance): Promise<void> {
  await lab.signal(users, 'SIGKILL');
  await users.exited;
}

/** Orders says that users gave no answer, and goes on: it is asked twice. */
async function cannotAsk(lab: Lab, orders: Instance): Promise<void> {
  for (const { id } of ORDERS.slice(0, 2)) {
    const { status, text, event } = await lab.request(orders, `GET /orders/${id}`);
    expectThat(
      status === 502,
      `GET /orders/${id} should answer status 502, but answered ${status} ${JSON.stringify(text)}${heard(lab, event)}.`,
      event,
    );
  }
}

/** What users had said to orders before that, where it had said anything. */
function heard(lab: Lab, answer: number | null): string {
  const asked = lab
    .events('request')
    .findLast(({ seq, to }) => seq < (answer ?? Infinity) && to.startsWith('users'));
  const said = lab.events('response').find(({ id }) => id === asked?.id);
  return said === undefined
    ? ''
    : `, when users had said ${said.status} ${JSON.stringify(said.body.text)}`;
}
