import {
  expectReply,
  expectThat,
  type Instance,
  type Lab,
} from '../../../runtime/scenario/index.ts';

/** Sends requests of two holders to a service of its own, as they may come. */
export async function expectFence(lab: Lab, accounts: Instance): Promise<void> {
  // As texts they would stand in the other order.
  const [old, recent] = [2 + lab.random.integer(8), 10 + lab.random.integer(90)];
  let kept: string[] = [];
  const send = async (method: 'GET' | 'PUT', token: number | null, expected: string) => {
    const orders = [`${lab.random.integer(1000)}`];
    const reply = await lab.request(accounts, `${method} /book`, {
      headers: token === null ? {} : { 'Fencing-Token': String(token) },
      ...(method === 'PUT' && { body: JSON.stringify(orders) }),
    });
    const isRefused = reply.status >= 400;
    const what = `a ${method} ${token === null ? 'without a token' : `with token ${token}`}`;
    const [, status = ''] = /^refuse it with (\d+)/.exec(expected) ?? [];
    expectThat(
      status === '' ? !isRefused : reply.status === Number(status),
      `accounts should ${expected.replace('it', what)}, but it answered ${reply.status}.`,
      reply.event,
    );
    if (method === 'PUT' && !isRefused) kept = orders;
  };
  await send('PUT', old, 'accept it, for it has heard of no other');
  await send('PUT', old, 'accept it again, for its sender may write twice');
  await send('GET', recent, `answer it, for it is newer than ${old}`);
  const isStale = `refuse it with 409, for it has heard of token ${recent}`;
  await send('PUT', old, isStale);
  await send('PUT', old, `${isStale}, however often it comes`);
  await send('PUT', recent, `accept it, for it has heard of none that is newer`);
  await send('PUT', null, 'refuse it with 400, for nobody knows who had the lock');
  await send('GET', null, 'answer it, for whoever only looks needs no lock');
  expectReply(await lab.request(accounts, 'GET /nothing')).hasStatus(404);
  const { text } = await lab.request(accounts, 'GET /book');
  const expected = JSON.stringify(kept);
  const isKept = JSON.stringify(ordersIn(text)) === expected;
  expectThat(isKept, `The book should be as it was accepted, ${expected}, but it is ${text}.`);
  if (!lab.isLive) await expectFenceBehindBody(lab, accounts, recent);
}

/** A write whose body comes some seconds after its header, when a newer holder has read the book. */
async function expectFenceBehindBody(lab: Lab, accounts: Instance, old: number): Promise<void> {
  const bandwidth = { kind: 'bandwidth', bytesPerSecond: 200 } as const;
  await lab.faults({ to: accounts.id, method: 'PUT', fault: bandwidth });
  const late = lab.request(accounts, 'PUT /book', {
    headers: { 'Fencing-Token': String(old) },
    body: JSON.stringify(Array.from({ length: 200 }, (_, index) => `${1000 + index}`)),
    limitMs: 20_000,
  });
  await lab.sleep(2000);
  const headers = { 'Fencing-Token': String(old + 1) };
  const read = await lab.request(accounts, 'GET /book', { headers, limitMs: 20_000 });
  expectReply(read).hasStatus(200);
  const { status, event } = await late;
  await lab.faults();
  const { text } = await lab.request(accounts, 'GET /book');
  expectThat(
    text === read.text,
    `accounts told the holder of token ${old + 1} what is in the book, and after that carried out a PUT with token ${old} (it answered ${status}): its header had come before, its body came later. Look at the token when the whole request is there.`,
    event,
  );
}

/** The book, or null when that is no list of orders. */
export function ordersIn(text: string): readonly unknown[] | null {
  try {
    const book: unknown = JSON.parse(text);
    return Array.isArray(book) ? book : null;
  } catch {
    return null;
  }
}
