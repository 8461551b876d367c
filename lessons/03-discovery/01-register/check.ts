import {
  expectReply,
  expectThat,
  type Instance,
  type Lab,
  type LabRegistry,
  scenario,
} from '../../../runtime/scenario/index.ts';
import { Registered, seconds } from './registered.ts';

/** The last heartbeat's TTL, Consul's least DeregisterCriticalServiceAfter, a look every 30 s. */
const FORGOTTEN_WITHIN_MS = 120_000;

export default scenario(
  'users comes, falls silent, leaves, and outlives its registry',
  {
    schedules: 20,
    live: { leavesOut: ['Whether Consul forgets a killed instance: that takes it two minutes.'] },
  },
  async (lab) => {
    // Whole milliseconds, also by 2, 3, 4 and 5: AbortSignal.timeout takes nothing else.
    const ttlMs = lab.isLive ? 2100 : 21_000;
    /** What messages and timers may take, all together. */
    const slackMs = 3000;
    /** A few calls, one after the other: shorter than it is to a second heartbeat. */
    const joinMs = 1.5 * slackMs;
    // So long that heartbeats fall due between leaving the registry and the last answer.
    const workMs = 1.2 * ttlMs;
    const registry = await lab.registry();
    const registered = new Registered(lab, registry);
    const env = { ...registry.env, TTL_MS: String(ttlMs), WORK_MS: String(workMs) };
    const start = () => lab.start('users', { env });
    const all = await Promise.all([start(), start(), start()]);
    const [killed, leaver, stayer] = all;
    await registered.expectPassing(all, joinMs, 'three instances were started');
    registered.expectNoneEarly(all);

    // From here on heartbeats are late, and may come after what is said at the end, which takes its
    // time as well.
    await lab.faults(
      slow('/v1/agent/check/*', ttlMs / (lab.isLive ? 10 : 5)),
      slow('/v1/agent/service/*', ttlMs / 10),
    );
    await lab.sleep(lab.random.integer(ttlMs / 3));
    await lab.signal(killed, 'SIGKILL');
    const rest = [leaver, stayer];
    await registered.expectPassing(rest, 1.25 * ttlMs + slackMs, `${killed.id} was killed`);
    await lab.sleep(lab.isLive ? 0 : FORGOTTEN_WITHIN_MS - ttlMs);
    await registered.expectPassing(rest, slackMs, `${killed.id} was killed`);
    registered.expectSteady(rest, ttlMs);
    const remains = lab.isLive ? undefined : await registered.find(killed);
    expectThat(
      remains === undefined,
      `${killed.id} was killed ${seconds(FORGOTTEN_WITHIN_MS)} ago, and the registry still has it, as ${remains?.health}. A check can say after how long Consul may forget its service.`,
    );

    await expectPoliteLeave(lab, registered, leaver, { ttlMs, workMs, slackMs });
    await registered.expectPassing([stayer], slackMs, `${leaver.id} had left`);
    await lab.faults();

    const returned = await lab.restart(killed);
    const both = [stayer, returned];
    await registered.expectPassing(both, joinMs, `${returned.id} was started`);
    await withoutRegistry(lab, registry, returned, stayer, ttlMs, slackMs);
    const back = 'the registry had come back, knowing nobody';
    await registered.expectPassing([stayer], ttlMs + slackMs, back);
    registered.expectSteady([stayer], ttlMs);
    await expectNotPutBack(lab, registered, start, { ttlMs, slackMs });
    return '3 instances registered and healthy; the killed one found out by its TTL and forgotten; the polite one gone before it refused anybody; a new registry told of those that run.';
  },
);

/** Requests of users with such paths come to the registry so much later. */
function slow(path: string, latencyMs: number): Parameters<Lab['faults']>[0] {
  return {
    from: 'users',
    to: 'registry',
    path,
    fault: { kind: 'latency', latencyMs, jitterMs: 0 },
  };
}

/** It leaves the registry first, refuses connections after that, and answers what is under way. */
async function expectPoliteLeave(
  lab: Lab,
  registered: Registered,
  leaver: Instance,
  { ttlMs, workMs, slackMs }: { ttlMs: number; workMs: number; slackMs: number },
): Promise<void> {
  const underWay = lab.attempt(leaver, 'GET /users/1', { limitMs: 2 * workMs + slackMs });
  await lab.sleep(lab.isLive ? 300 : slackMs / 3);
  await lab.signal(leaver, 'SIGTERM');
  const askedAtMs = lab.nowMs();
  const leaveByMs = askedAtMs + workMs + slackMs;
  const goneWithinMs = lab.isLive ? 2 * ttlMs : ttlMs / 2;
  let left: 'listed' | 'gone' = 'listed';
  let exit: Awaited<Instance['exited']> | null = null;
  void leaver.exited.then((how) => {
    exit = how;
  });
  while (exit === null) {
    expectThat(
      lab.nowMs() < leaveByMs,
      `${seconds(slackMs)} after its last answer ${leaver.id} should have left, but it still runs.`,
    );
    // In this order: what was refused before it was still listed was refused while it was listed.
    const door = await lab.attempt(leaver, 'GET /healthz');
    const looksAtMs = lab.nowMs();
    const row = await registered.find(leaver);
    expectThat(
      left === 'listed' || row === undefined,
      `${leaver.id} had left the registry, and was back before it ended, as ${row?.health}: a heartbeat found nothing and registered again. Stop them, and wait for one that is under way, before you deregister.`,
    );
    expectThat(
      door.status !== null || row?.health !== 'passing',
      `${leaver.id} was asked to leave and refused a connection (${door.status === null ? door.code : ''}) while the registry still listed it as passing. Deregister first, then close.`,
    );
    if (row === undefined) left = 'gone';
    const lateMs = looksAtMs - askedAtMs;
    expectThat(
      left === 'gone' || lateMs < goneWithinMs,
      `${leaver.id} was asked to leave ${seconds(lateMs)} ago, and is still in the registry. It should be out within ${seconds(goneWithinMs)}: wait for nothing but a heartbeat that is under way.`,
    );
    await lab.sleep(ttlMs / 20);
  }
  const row = await registered.find(leaver);
  expectThat(
    row === undefined,
    `${leaver.id} was asked to leave and ended, but the registry still has it, as ${row?.health}. It has to wait until it is deregistered.`,
  );
  const reply = await underWay;
  expectThat(
    reply.status !== null,
    `GET /users/1 was under way when ${leaver.id} was asked to leave, and got no answer (${reply.status === null ? reply.code : ''}).`,
  );
  expectReply(reply).hasStatus(200);
  expectCodeZero(leaver, exit);
}

/** One that is asked to leave while it registers: that comes late, and must not be the last word. */
async function expectNotPutBack(
  lab: Lab,
  registered: Registered,
  start: () => Promise<Instance>,
  { ttlMs, slackMs }: { ttlMs: number; slackMs: number },
): Promise<void> {
  const lateMs = ttlMs / 10;
  await lab.faults(slow('/v1/agent/service/register', lateMs));
  const brief = await start();
  await lab.sleep(lab.random.integer(2 * lateMs));
  await lab.signal(brief, 'SIGTERM');
  const exit = await Promise.race([brief.exited, lab.sleep(ttlMs + slackMs)]);
  expectThat(
    exit !== undefined,
    `${brief.id} was asked to leave soon after it was started, and ${seconds(ttlMs + slackMs)} later it still runs.`,
  );
  expectCodeZero(brief, exit);
  await lab.sleep(lateMs + (lab.isLive ? 100 : slackMs / 3));
  const row = await registered.find(brief);
  expectThat(
    row === undefined,
    `${brief.id} was asked to leave while it registered, and ended; now the registry has it, as ${row?.health}: the registration came after it was deregistered. Wait for one that is under way.`,
  );
}

/** The registry stands still, then is gone, then is there again with nothing in it. */
async function withoutRegistry(
  lab: Lab,
  { own }: LabRegistry,
  leaver: Instance,
  stayer: Instance,
  ttlMs: number,
  slackMs: number,
): Promise<void> {
  if (own === null) return;
  await own.instance.signal('SIGSTOP');
  const underWay = lab.attempt(stayer, 'GET /users/2', { limitMs: 2 * ttlMs + slackMs });
  await lab.signal(leaver, 'SIGTERM');
  const exit = await Promise.race([leaver.exited, lab.sleep(ttlMs + slackMs)]);
  expectThat(
    exit !== undefined,
    `${leaver.id} was asked to leave while the registry stood still, and ${seconds(ttlMs + slackMs)} later it still runs. Whatever it asks the registry needs a deadline.`,
  );
  expectCodeZero(leaver, exit);
  await lab.signal(own.instance, 'SIGKILL');
  await lab.sleep(ttlMs / 2);
  for (const reply of [await underWay, await lab.attempt(stayer, 'GET /healthz')]) {
    expectThat(
      reply.status !== null,
      `${stayer.id} should serve while the registry is away, but ${reply.path} got no answer (${reply.status === null ? reply.code : ''}).`,
    );
    expectReply(reply).hasStatus(200);
  }
  await lab.restart(own.instance);
}

function expectCodeZero({ id }: Instance, exit: Awaited<Instance['exited']>): void {
  expectThat(
    exit.by === 'code' && exit.code === 0,
    `${id} should leave with exit code 0, but ended by ${exit.by === 'code' ? `exit code ${exit.code}` : exit.signal}.`,
  );
}
