import {
  expectThat,
  type Hold,
  type Instance,
  type Lab,
  type LabRegistry,
  mutualExclusion,
  type NoReply,
  type Reply,
  scenario,
} from '../../../runtime/scenario/index.ts';

/** How often etcd looks for leases that have run out. */
const SWEEP_MS = 500;
/** How soon a released lock should be had by one that waits for it. */
const SOON_MS = 1000;

const leavesOut = [
  'a worker that cannot reach etcd for as long as its lease has',
  'leases that nobody ends',
];

export default scenario('One at a time', { schedules: 25, live: { leavesOut } }, async (lab) => {
  // 2 s are the least that etcd grants. In the simulator a message may take 0.3 s.
  const [ttlS, sixMessagesMs] = lab.isLive ? [2, 500] : [5, 1800];
  const ttlMs = ttlS * 1000;
  const chargeMs = ttlMs * 1.5;
  const soonMs = SOON_MS + sixMessagesMs;
  const takeOverMs = ttlMs + SWEEP_MS + soonMs;
  const longestMs = 3 * (chargeMs + takeOverMs);

  const registry = await lab.registry();
  const accounts = await lab.start('accounts');
  // A server of the learner's own may have keys of earlier checks.
  const lock = lab.isLive ? `locks/book-${Date.now().toString(36)}` : 'locks/book';
  const env = {
    ...registry.env,
    ACCOUNTS_URL: `http://127.0.0.1:${accounts.addresses[0]?.port}`,
    LOCK: lock,
    TTL_S: String(ttlS),
    CHARGE_MS: String(chargeMs),
  };
  const workers: Instance[] = [];
  for (let count = 0; count < 3; count++) workers.push(await lab.start('payments', { env }));

  /** Who lost its lease by our doing: it cannot know that at once. */
  let robbed: Instance | null = null;
  let orders = 0;
  let begun = 0;
  const answered = new Map<Instance, Outcome>();
  const settle = async (worker: Instance): Promise<Outcome> => {
    answered.delete(worker);
    const reply = await lab.attempt(worker, `POST /orders/${++orders}`, { limitMs: longestMs });
    answered.set(worker, reply);
    return reply;
  };
  /** The one that begins next: one of these, or the check has failed. */
  const next = async (waiting: readonly Instance[], withinMs: number, why: string) => {
    const names = waiting.map(({ id }) => id).join(' or ');
    await lab.until(`${names} should have the lock and begin: ${why}`, withinMs, () => {
      if (readsOf(lab).length > begun) return true;
      const early = waiting.find((worker) => answered.has(worker));
      expectThat(
        early === undefined,
        `${early?.id} should wait until it has the lock, but it ${inWords(early && answered.get(early))}.`,
      );
      return false;
    });
    onlyOneWorks(lab, robbed);
    const { from } = readsOf(lab)[begun++] ?? {};
    return workers.find(({ id }) => id === from) as Instance;
  };

  const replies = new Map(workers.map((worker) => [worker, settle(worker)]));
  const first = await next(workers, takeOverMs, 'the lock is free');
  const settled = await replies.get(first);
  onlyOneWorks(lab, robbed);
  expectSettled(first, settled, `its work takes ${chargeMs / 1000} s and its lease has ${ttlS} s`);

  const others = workers.filter((worker) => worker !== first);
  const second = await next(others, soonMs, `${first.id} has released it`);
  await lab.sleep(lab.isLive ? 50 : lab.random.integer(ttlMs / 2));
  await lab.signal(second, 'SIGKILL');
  const third = await next(
    others.filter((worker) => worker !== second),
    takeOverMs,
    `${second.id}, which had it, was killed, and the lease has ${ttlS} s`,
  );

  robbed = third;
  const lostMs = await revoke(registry, lock, lab);
  const fourth = settle(first);
  await next([first], takeOverMs, `${third.id}, which had it, has lost its lease`);
  const again = await lab.restart(second);
  workers.push(again);
  const fifth = settle(again);
  expectGivenUp(lab, third, await replies.get(third), lostMs, 'lost its lease');
  if (lab.isLive) {
    await lab.sleep(SOON_MS);
    onlyOneWorks(lab, robbed);
    return 'One at a time: while the work was long, after a kill, and after a lost lease.';
  }
  expectSettled(first, await fourth, 'the lock was its own');
  onlyOneWorks(lab, robbed);

  await next([again], soonMs, `${first.id} has released it`);
  const cutMs = lab.nowMs();
  await lab.faults({ from: again.id, to: 'registry', fault: { kind: 'refusal' } });
  expectGivenUp(lab, again, await fifth, cutMs, `could not reach etcd for ${chargeMs / 1000} s`);
  await lab.sleep(ttlMs + SWEEP_MS);

  const txn = { from: again.id, to: 'registry', path: '/v3/kv/txn' };
  await lab.faults({ ...txn, times: 1, fault: { kind: 'lost-reply' } });
  let sixth = settle(again);
  const unheard = await Promise.race([sixth, lab.sleep(takeOverMs)]);
  if (unheard?.status === 503) sixth = settle(again);
  await next(
    [again],
    takeOverMs,
    'etcd has taken its key, the answer was lost, and it asked again',
  );
  expectSettled(again, await sixth, 'the lock was its own');
  onlyOneWorks(lab, robbed);

  await lab.sleep(ttlMs + SWEEP_MS);
  const leases = await registry.etcd.leases();
  expectThat(
    leases.length === 0,
    `Nobody has worked or waited for ${(ttlMs + SWEEP_MS) / 1000} s, but etcd still has ${leases.length} of their leases: somebody keeps them alive.`,
  );
  return `One at a time in ${readsOf(lab).length} jobs: long work, a kill, a lost lease, etcd out of reach.`;
});

/** What a worker did under the lock, as it can be seen at accounts: from its read to its write. */
interface Job extends Hold {
  readonly wroteMs: number | null;
}

/** Whoever reads the book has begun. */
function readsOf(lab: Lab) {
  return requestsTo(lab, 'GET');
}

function requestsTo(lab: Lab, method: string) {
  return lab.events('request').filter((event) => event.path === '/book' && event.method === method);
}

function jobsOf(lab: Lab): Job[] {
  const [reads, writes] = [requestsTo(lab, 'GET'), requestsTo(lab, 'PUT')];
  const [answers, exits] = [lab.events('response'), lab.events('exited')];
  return reads.map(({ from: holder, seq, atMs: fromMs }) => {
    const nextSeq = reads.find((one) => one.from === holder && one.seq > seq)?.seq ?? Infinity;
    const isOfThis = (event: { from: string; seq: number }) =>
      event.from === holder && event.seq > seq && event.seq < nextSeq;
    const write = writes.find(isOfThis);
    const written = answers.find(({ id }) => id === write?.id);
    const ended = exits.find(({ instance }) => instance === holder);
    // One that gives up does nothing that can be seen; when it stopped nobody knows.
    const gaveUp =
      write === undefined && answers.some((one) => one.to === 'learner' && isOfThis(one));
    const toMs = gaveUp ? fromMs : (written?.atMs ?? ended?.atMs ?? Infinity);
    return { holder, fromMs, toMs, wroteMs: write?.atMs ?? null };
  });
}

function onlyOneWorks(lab: Lab, robbed: Instance | null): void {
  const found = mutualExclusion(jobsOf(lab).filter(({ holder }) => holder !== robbed?.id));
  if (found.holds) return;
  const [before, after] = found.shown as [Job, Job];
  const seen = readsOf(lab).find(
    ({ atMs, from }) => atMs === after.fromMs && from === after.holder,
  );
  expectThat(
    false,
    `One at a time should work, but ${after.holder} began at ${seconds(after.fromMs)}, while ${before.holder}, which began at ${seconds(before.fromMs)}, still worked.`,
    seen?.seq ?? null,
  );
}

function expectSettled(worker: Instance, reply: Outcome, why: string): void {
  expectThat(
    reply?.status === 200,
    `${worker.id} should keep the lock until its work is done (${why}), but it ${inWords(reply)}.`,
  );
}

/** It has lost the lock, so it must not write, must say that it did not, and go on. */
function expectGivenUp(
  lab: Lab,
  worker: Instance,
  reply: Outcome,
  sinceMs: number,
  what: string,
): void {
  const write = requestsTo(lab, 'PUT').find(
    ({ from, atMs }) => from === worker.id && atMs > sinceMs,
  );
  expectThat(
    write === undefined,
    `${worker.id} ${what} from ${seconds(sinceMs)} on, and wrote to the book at ${seconds(write?.atMs ?? 0)} all the same.`,
    write?.seq ?? null,
  );
  const exit = lab.events('exited').find(({ instance }) => instance === worker.id);
  expectThat(
    exit === undefined,
    `${worker.id} ${what} from ${seconds(sinceMs)} on, and should give up its order and go on, but it ended at ${seconds(exit?.atMs ?? 0)}.`,
    exit?.seq ?? null,
  );
  expectThat(
    reply?.status === 503,
    `${worker.id} ${what} from ${seconds(sinceMs)} on, and should give up its order and answer 503, but it ${inWords(reply)}.`,
  );
}

type Outcome = Reply | NoReply | undefined;

function inWords(reply: Outcome): string {
  if (reply === undefined) return 'was not asked';
  return reply.status === null ? `gave no answer (${reply.code})` : `answered ${reply.status}`;
}

/** Ends the lease of whoever has the lock, as etcd does when it hears nothing: gives when. */
async function revoke(registry: LabRegistry, lock: string, lab: Lab): Promise<number> {
  const [key] = await registry.etcd.keys(lock);
  expectThat(
    key !== undefined && key.lease !== null,
    `Whoever works should have the key ${lock} in etcd, with a lease.`,
  );
  const body = JSON.stringify({ ID: key.lease });
  await registry.fetch('etcd', '/v3/lease/revoke', { method: 'POST', body });
  return lab.nowMs();
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
