import {
  expectThat,
  type Instance,
  type Lab,
  type LabRegistry,
  scenario,
} from '../../../runtime/scenario/index.ts';
import {
  expectGivenUp,
  expectInTime,
  expectOneAtATime,
  inItsWords,
  type Outcome,
  readsOf,
} from './jobs.ts';

/** How often etcd looks for leases that have run out. */
const SWEEP_MS = 500;
/** How soon one that waits for a lock should have it when it is free. */
const SOON_MS = 1000;

const leavesOut = [
  'Whether a worker gives up that cannot reach etcd, and only then.',
  'Whether anything stays behind when etcd does what a worker asks, and the answer is lost.',
  'Whether leases are left over.',
];

export default scenario('One at a time', { schedules: 25, live: { leavesOut } }, async (lab) => {
  // 2 s are the least that etcd grants. In the simulator a message may take 0.3 s.
  const [ttlS, sixMessagesMs] = lab.isLive ? [2, 500] : [5, 1800];
  const ttlMs = ttlS * 1000;
  const chargeMs = ttlMs * 1.5;
  const soonMs = SOON_MS + sixMessagesMs;
  const takeOverMs = ttlMs + SWEEP_MS + soonMs;

  const registry = await lab.registry();
  const accounts = await lab.start('accounts');
  const { port } = accounts.addresses[0] ?? { port: 0 };
  // A server of the learner's own may have keys of other checks.
  const lock = lab.isLive ? `locks/book-${port}-${Date.now()}` : 'locks/book';
  const env = {
    ...registry.env,
    ACCOUNTS_URL: `http://127.0.0.1:${port}`,
    LOCK: lock,
    TTL_S: String(ttlS),
    CHARGE_MS: String(chargeMs),
  };
  const workers: Instance[] = [];
  for (let count = 0; count < 3; count++) workers.push(await lab.start('payments', { env }));
  // On a busy machine a first answer may take longer than a worker waits for etcd.
  if (lab.isLive) await warmUp(lab, registry, workers);

  let orders = 0;
  let begun = 0;
  /** Who has lost its lease by our doing: it cannot know that at once. */
  let robbed: Instance | null = null;
  const answered = new Map<Instance, Outcome>();

  const settle = async (worker: Instance): Promise<Outcome> => {
    answered.delete(worker);
    const limitMs = 3 * (chargeMs + takeOverMs);
    const reply = await lab.attempt(worker, `POST /orders/${++orders}`, { limitMs });
    answered.set(worker, reply);
    return reply;
  };
  /** The one that begins next. */
  const next = async (waiting: readonly Instance[], withinMs: number, why: string) => {
    const names = waiting.map(({ id }) => id).join(' or ');
    await lab.until(`${names} should have the lock and begin: ${why}`, withinMs, () => {
      if (readsOf(lab).length > begun) return true;
      const early = waiting.find((worker) => answered.has(worker));
      if (early === undefined) return false;
      const said = inItsWords(lab, early, answered.get(early));
      expectThat(false, `${early.id} should wait until it has the lock, but it ${said}`);
      return false;
    });
    expectOneAtATime(lab, robbed);
    const read = readsOf(lab)[begun++];
    expectThat(
      (await registry.etcd.keys(lock)).length > 0,
      `${read?.from} should have the lock when it begins, but etcd has no key ${lock}.`,
      read?.seq ?? null,
    );
    return workers.find(({ id }) => id === read?.from) as Instance;
  };
  const expectSettled = (worker: Instance, reply: Outcome | undefined, why: string) => {
    expectOneAtATime(lab, robbed);
    const said = inItsWords(lab, worker, reply);
    expectThat(
      reply?.status === 200,
      `${worker.id} should keep the lock until its work is done (${why}), but it ${said}`,
    );
  };

  const replies = new Map(workers.map((worker) => [worker, settle(worker)]));
  const first = await next(workers, takeOverMs, 'the lock is free');
  const times = `that takes ${chargeMs / 1000} s, and its lease has ${ttlS} s`;
  expectSettled(first, await replies.get(first), times);

  const others = workers.filter((worker) => worker !== first);
  const second = await next(others, soonMs, `${first.id} has released it`);
  await lab.sleep(lab.isLive ? 50 : lab.random.integer(ttlMs / 2));
  await lab.signal(second, 'SIGKILL');
  const killed = `${second.id}, which had it, was killed, and its lease has ${ttlS} s`;
  const left = others.filter((worker) => worker !== second);
  const third = await next(left, takeOverMs, killed);

  robbed = third;
  const lostMs = await revoke(lab, registry, lock);
  const fourth = settle(first);
  await next([first], takeOverMs, `${third.id}, which had it, has lost its lease`);
  const again = await lab.restart(second);
  workers.push(again);
  const fifth = settle(again);
  const lost = { what: 'lost its lease', sinceMs: lostMs };
  expectGivenUp(lab, third, await replies.get(third), lost);
  if (lab.isLive) {
    await lab.sleep(SOON_MS);
    expectOneAtATime(lab, robbed);
    return 'One at a time: in long work, after a kill, after a lease that was lost.';
  }
  const unwell = { to: 'registry', times: 1, fault: { kind: 'error', status: 503 } } as const;
  await lab.sleep(ttlMs * 0.8);
  await lab.faults({ ...unwell, from: first.id, path: '/v3/lease/keepalive' });
  expectSettled(first, await fourth, 'one keepalive failed, and there was time for another');

  await next([again], soonMs, `${first.id} has released it`);
  expectSettled(again, await fifth, 'it had the lock for itself');
  await lab.until(
    `etcd should have no lease any more, since ${again.id} has released the lock and nobody waits for it: let go of the lease as well as of the key`,
    soonMs,
    async () => (await registry.etcd.leases()).length === 0,
  );

  const sixth = settle(first);
  await next([first], takeOverMs, 'the lock is free');
  await lab.sleep(lab.random.integer(2) * (ttlMs / 2));
  const [held] = await registry.etcd.keys(lock);
  const cut = { what: 'was cut off from etcd', sinceMs: lab.nowMs() };
  await lab.faults({ from: first.id, to: 'registry', fault: { kind: 'refusal' } });
  expectGivenUp(lab, first, await sixth, cut);
  await lab.sleep(ttlMs + SWEEP_MS);
  expectInTime(lab, first, held?.lease ?? null, sixMessagesMs / 2);

  const put = { from: again.id, to: 'registry', path: '/v3/kv/txn' };
  await lab.faults(
    { ...put, times: 1, fault: { kind: 'lost-reply' } },
    { ...unwell, from: again.id, path: '/v3/lease/revoke' },
  );
  let seventh = settle(again);
  const unheard = await Promise.race([seventh, lab.sleep(takeOverMs)]);
  if (unheard?.status === 503) seventh = settle(again);
  await next([again], takeOverMs, 'etcd put its key, the answer was lost, and it asked again');
  expectSettled(again, await seventh, 'it had the lock for itself');

  await lab.sleep(ttlMs + SWEEP_MS);
  const leases = await registry.etcd.leases();
  expectThat(
    leases.length === 0,
    `Nobody has worked or waited for ${(ttlMs + SWEEP_MS) / 1000} s, but etcd still has ${leases.length} of their leases: somebody keeps them alive.`,
  );
  return `One at a time in ${begun} jobs: in long work, after a kill, after leases that were lost.`;
});

/** Has each answer once, with what it loads for that. */
async function warmUp(lab: Lab, registry: LabRegistry, workers: readonly Instance[]) {
  await registry.etcd.leases();
  for (const worker of workers) await lab.request(worker, 'GET /');
}

/** Ends the lease of whoever has the lock, and gives when. */
async function revoke(lab: Lab, registry: LabRegistry, lock: string): Promise<number> {
  const [key] = await registry.etcd.keys(lock);
  expectThat(
    key !== undefined && key.lease !== null,
    `While somebody works etcd should have the key ${lock}, with a lease.`,
  );
  const body = JSON.stringify({ ID: key.lease });
  await registry.fetch('etcd', '/v3/lease/revoke', { method: 'POST', body });
  return lab.nowMs();
}
