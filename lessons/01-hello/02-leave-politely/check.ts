import { expectReply, expectThat, personNames, scenario } from '../../../runtime/scenario/index.ts';

const REQUESTS = 20;
/** How long after the last answer it may take to leave, in milliseconds. */
const LEAVE_WITHIN_MS = 2000;

const SIMULATED = { workMs: 4000, arriveMs: 2000, shutMs: 20 };
const LIVE = { workMs: 2000, arriveMs: 600, shutMs: 600 };

export default scenario('Leaving while requests are under way', { schedules: 20 }, async (lab) => {
  // Long enough for all of them to arrive before it is asked to leave, however slow the network or,
  // live, the machine; and for the door to be shut and tried before the last has its answer.
  const { workMs, arriveMs, shutMs } = lab.isLive ? LIVE : SIMULATED;
  const hello = await lab.start('hello', { env: { WORK_MS: String(workMs) } });
  expectReply(await lab.request(hello, 'GET /healthz')).hasStatus(200);
  expectReply(await lab.request(hello, 'GET /bye')).hasStatus(404);

  const names = personNames(lab.random, REQUESTS - 1);
  const greetings = ['World', ...names].map((name) => `Hello, ${name}!`);
  const paths = ['/hello', ...names.map((name) => `/hello?name=${encodeURIComponent(name)}`)];
  const limitMs = workMs + 10_000;
  const underWay = paths.map((path) => lab.attempt(hello, `GET ${path}`, { limitMs }));
  if (lab.isLive) {
    const sent = () => lab.events('request').filter(({ path }) => path.startsWith('/hello')).length;
    await lab.until(`${REQUESTS} requests should be sent`, limitMs, () => sent() === REQUESTS);
  }
  await lab.sleep(arriveMs);
  await lab.signal(hello, 'SIGTERM');
  await lab.sleep(shutMs);
  const late = await lab.attempt(hello, 'GET /hello?name=Late', { limitMs });

  const replies = await Promise.all(underWay);
  const dropped = replies.filter(({ status }) => status === null);
  const codes = new Set(dropped.map((reply) => (reply.status === null ? reply.code : '')));
  expectThat(
    dropped.length === 0,
    `${REQUESTS} requests were under way at SIGTERM, and ${dropped.length} got no answer (${[...codes].join(', ')}).`,
  );
  for (const [index, reply] of replies.entries()) {
    if (reply.status === null) continue;
    expectReply(reply)
      .hasStatus(200)
      .hasText(greetings[index] ?? '');
    const took = Math.round(reply.tookMs);
    expectThat(
      reply.tookMs > workMs / 2,
      `GET ${reply.path} took ${took} ms, but an answer should still take the ${workMs} ms of work that WORK_MS says.`,
      reply.event,
    );
  }
  const refused = late.status === null && late.code === 'ECONNREFUSED';
  const instead = late.status === null ? `broken off (${late.code})` : `answered ${late.status}`;
  expectThat(
    refused,
    `After SIGTERM no connection should be taken, but a new one was taken, and its request ${instead}.`,
  );

  const exit = await Promise.race([hello.exited, lab.sleep(LEAVE_WITHIN_MS)]);
  expectThat(
    exit !== undefined,
    `hello should have left within ${LEAVE_WITHIN_MS / 1000} s after its last answer, but it still runs.`,
  );
  expectThat(
    exit.by === 'code' && exit.code === 0,
    `hello should leave with exit code 0, but ended by ${exit.by === 'code' ? `exit code ${exit.code}` : exit.signal}.`,
  );
  return `${REQUESTS} requests under way at SIGTERM, 0 dropped; nothing new taken; left with exit code 0.`;
});
