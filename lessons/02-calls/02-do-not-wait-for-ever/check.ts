import {
  expectReply,
  expectThat,
  type Lab,
  type Reply,
  scenario,
} from '../../../runtime/scenario/index.ts';

type Instance = Awaited<ReturnType<Lab['start']>>;

const HEADER = 'x-timeout-ms';
/** Of a whole millisecond that is rounded, and a timer that is early by one. */
const ROUNDING_MS = 3;
/** No whole number of milliseconds, though a program may take some of it for one. */
const NO_TIMEOUTS = ['soon', '-5', '12.5', '50ms'];
/** How long after it hangs up users may still look, in milliseconds: the news has to arrive. */
const STOPS_WITHIN_MS = 3000;

/**
 * Real processes share a machine with others: there an answer may be late by anything that does not
 * make a caller's short limit look like the service's own.
 */
const SIMULATED = { limitMs: 3000, shortMs: 1000, readMs: 200, lateMs: 60, archiveMs: 60_000 };
const LIVE = { limitMs: 1800, shortMs: 300, readMs: 60, lateMs: 1200, archiveMs: 30_000 };

export default scenario('Asking users, who may never answer', { schedules: 20 }, async (lab) => {
  const { limitMs, shortMs, readMs, archiveMs } = timesOf(lab);
  const users = await lab.start('users', { env: { ARCHIVE_MS: String(archiveMs) } });
  const { port } = users.addresses[0] ?? { port: 0 };
  const orders = await lab.start('orders', {
    env: {
      USERS_URL: `http://127.0.0.1:${port}`,
      LIMIT_MS: String(limitMs),
      READ_MS: String(readMs),
    },
  });

  answersTheOrder(await ask(lab, orders, '1', null));
  for (const id of ['4', '5']) {
    expectReply((await ask(lab, orders, id, null)).reply).hasStatus(404);
  }

  // Two that users needs the archive for: before it answers, and in the middle of its answer.
  let stopped = 0;
  for (const [id, header, withinMs] of [
    ['2', null, limitMs],
    ['3', null, limitMs],
    ['2', shortMs, shortMs],
    ['3', 2 * limitMs, limitMs],
  ] as const) {
    const asked = await ask(lab, orders, id, header);
    expectReply(asked.reply).hasStatus(504);
    keepsTo(lab, asked, withinMs);
    stopped += 1;
    await lab.until(
      'users should stop looking for what orders does not wait for any more: GET /work at users counts it as stopped',
      STOPS_WITHIN_MS,
      async () => (await lab.request(users, 'GET /work')).text.includes(`"stopped":${stopped}`),
    );
    tellsWhatIsLeft(lab, asked, withinMs);
  }

  for (const header of NO_TIMEOUTS) {
    const asked = await ask(lab, orders, '1', header);
    answersTheOrder(asked);
    tellsWhatIsLeft(lab, asked, limitMs);
  }

  // Less than it takes to read the order.
  for (const headerMs of [0, readMs / 2]) {
    const asked = await ask(lab, orders, '1', headerMs);
    expectReply(asked.reply).hasStatus(504);
    keepsTo(lab, asked, headerMs);
    expectThat(
      asked.call === null,
      `orders had ${headerMs} ms for GET /orders/1, and asked users when they were over: nobody waits for that answer.`,
    );
  }

  await lab.signal(users, 'SIGKILL');
  await users.exited;
  expectReply((await ask(lab, orders, '1', null)).reply).hasStatus(502);
  return `${stopped} answers did not come in time: each was a 504 within its deadline, users was told how long it had, and stopped when orders hung up.`;
});

function timesOf(lab: Lab): typeof SIMULATED {
  return lab.isLive ? LIVE : SIMULATED;
}

/** A question to orders, and what it asked users for it. */
interface Asked {
  readonly id: string;
  readonly header: string | number | null;
  readonly reply: Reply;
  /** From when orders had the question to when it answered. */
  readonly tookMs: number;
  readonly call: Call | null;
}

interface Call {
  /** How long after it was asked orders asked users. */
  readonly afterMs: number;
  readonly timeout: string | null;
}

/** Asks for an order, and measures at orders: how long messages are on their way does not count. */
async function ask(
  lab: Lab,
  orders: Instance,
  id: string,
  header: Asked['header'],
): Promise<Asked> {
  const before = lab.events('request').length;
  const headers: Record<string, string> = header === null ? {} : { [HEADER]: String(header) };
  const limitMs = 2 * timesOf(lab).limitMs + 1500;
  const reply = await lab.request(orders, `GET /orders/${id}`, { headers, limitMs });

  const requests = lab.events('request').slice(before);
  const question = requests.find(({ to }) => to === orders.id);
  const isOf = (event: { readonly id: number }) => event.id === question?.id;
  const [begun] = [...lab.events('delivered').filter(isOf), question];
  const [ended] = [...lab.events('replied').filter(isOf), ...lab.events('response').filter(isOf)];
  const beganMs = begun?.atMs ?? 0;
  const call = requests.find(({ from }) => from === orders.id);
  return {
    id,
    header,
    reply,
    tookMs: (ended?.atMs ?? 0) - beganMs,
    call: call === undefined ? null : { afterMs: call.atMs - beganMs, timeout: timeoutOf(call) },
  };
}

function answersTheOrder({ reply }: Asked): void {
  expectReply(reply).hasStatus(200).hasJson({ id: '1', item: 'lamp', customer: 'Ada King' });
}

function timeoutOf({ headers }: { readonly headers: readonly (readonly [string, string])[] }) {
  return headers.find(([name]) => name.toLowerCase() === HEADER)?.[1] ?? null;
}

/** Orders answers when the time is over: not later, and not before. */
function keepsTo(lab: Lab, { id, header, reply, tookMs }: Asked, withinMs: number): void {
  const took = Math.round(tookMs);
  const asked = header === null ? '' : ` with ${HEADER}: ${header}`;
  const what = `GET /orders/${id}${asked} should be answered ${withinMs} ms after orders has it`;
  expectThat(
    tookMs <= withinMs + timesOf(lab).lateMs,
    `${what} at the latest, but that took ${took} ms.`,
    reply.event,
  );
  expectThat(
    tookMs >= withinMs - ROUNDING_MS,
    `${what}, when users does not answer, but orders gave up after ${took} ms.`,
    reply.event,
  );
}

/** What orders told users is what was left when it asked. */
function tellsWhatIsLeft(lab: Lab, { id, reply, call }: Asked, withinMs: number): void {
  const { readMs } = timesOf(lab);
  const told = call?.timeout ?? null;
  expectThat(
    call !== null && told !== null,
    `orders asked users for GET /orders/${id} and did not tell how long it would wait: there is no ${HEADER} header.`,
    reply.event,
  );
  const leastMs = withinMs - call.afterMs - ROUNDING_MS;
  const mostMs = withinMs - readMs + ROUNDING_MS;
  expectThat(
    /^\d+$/.test(told) && Number(told) >= leastMs && Number(told) <= mostMs,
    `orders had ${withinMs} ms for GET /orders/${id} and read the order for ${readMs} ms of them, but told users that it had ${HEADER}: ${told}.`,
    reply.event,
  );
}
