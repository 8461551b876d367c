import {
  expectThat,
  type Hold,
  type Instance,
  type Lab,
  mutualExclusion,
  type NoReply,
  type Reply,
} from '../../../runtime/scenario/index.ts';

/** What came of an order. */
export type Outcome = Reply | NoReply;

/** Each read of the book, in order: whoever reads it has begun. */
export function readsOf(lab: Lab) {
  return requestsFor(lab, 'GET');
}

function requestsFor(lab: Lab, method: string) {
  return lab.events('request').filter((event) => event.path === '/book' && event.method === method);
}

/** What workers did under the lock, as it can be seen at accounts: each from its read to its write. */
function jobsOf(lab: Lab): Hold[] {
  const [reads, writes] = [readsOf(lab), requestsFor(lab, 'PUT')];
  const [answers, exits] = [lab.events('response'), lab.events('exited')];
  return reads.map(({ from: holder, seq, atMs: fromMs }) => {
    const nextSeq = reads.find((one) => one.from === holder && one.seq > seq)?.seq ?? Infinity;
    const isOfThis = (event: { readonly from: string; readonly seq: number }) =>
      event.from === holder && event.seq > seq && event.seq < nextSeq;
    const write = writes.find(isOfThis);
    const written = answers.find(({ id }) => id === write?.id);
    const exit = exits.find(({ instance }) => instance === holder);
    // Whoever gives up does nothing more that could be seen, from some moment on.
    const gaveUp = answers.some((one) => one.to === 'learner' && isOfThis(one));
    const toMs = written?.atMs ?? exit?.atMs ?? (gaveUp ? fromMs : Infinity);
    return { holder, fromMs, toMs };
  });
}

/** Holds when no two worked at the same time; one may be left out. */
export function expectOneAtATime(lab: Lab, but: Instance | null): void {
  const found = mutualExclusion(jobsOf(lab).filter(({ holder }) => holder !== but?.id));
  if (found.holds) return;
  const [one, other] = found.shown as [Hold, Hold];
  const read = readsOf(lab).find(
    ({ from, atMs }) => from === other.holder && atMs === other.fromMs,
  );
  expectThat(
    false,
    `One at a time should work, but ${other.holder} began at ${seconds(other.fromMs)}, ` +
      `while ${one.holder}, which began at ${seconds(one.fromMs)}, still worked.`,
    read?.seq ?? null,
  );
}

/** It has lost the lock: it must not write any more, must say that it did not, and go on. */
export function expectGivenUp(
  lab: Lab,
  worker: Instance,
  reply: Outcome | undefined,
  { what, sinceMs }: { readonly what: string; readonly sinceMs: number },
): void {
  const lost = `${worker.id} ${what} at ${seconds(sinceMs)}`;
  const write = requestsFor(lab, 'PUT').find(
    ({ from, atMs }) => from === worker.id && atMs > sinceMs,
  );
  expectThat(
    write === undefined,
    `${lost}, and wrote to the book at ${seconds(write?.atMs ?? 0)} all the same.`,
    write?.seq ?? null,
  );
  const exit = lab.events('exited').find(({ instance }) => instance === worker.id);
  expectThat(
    exit === undefined,
    `${lost}, and should give up its order and go on, but it ended at ${seconds(exit?.atMs ?? 0)}.`,
    exit?.seq ?? null,
  );
  expectThat(
    reply?.status === 503,
    `${lost}, and should give up its order with status 503, but it ${inWords(reply)}.`,
  );
}

/** It gave up before its lease had run out; its answer may come that much later. */
export function expectInTime(
  lab: Lab,
  worker: Instance,
  lease: string | null,
  answerMs: number,
): void {
  const ended = lab.events('registry').find(({ observation }) => {
    return observation.kind === 'etcd-lease-ended' && observation.lease === lease;
  });
  const answer = lab.events('response').findLast(({ from }) => from === worker.id);
  const [endedMs, gaveUpMs] = [ended?.atMs ?? Infinity, answer?.atMs ?? 0];
  expectThat(
    gaveUpMs <= endedMs + answerMs,
    `${worker.id} could not reach etcd, and gave up at ${seconds(gaveUpMs)}: too late, for its lease had run out at ${seconds(endedMs)}, and anybody could have had the lock.`,
    answer?.seq ?? null,
  );
}

export function inWords(reply: Outcome | undefined): string {
  if (reply === undefined) return 'was not asked';
  return reply.status === null ? `gave no answer (${reply.code})` : `answered ${reply.status}`;
}

/** The same, with what it printed last: `server.ts` prints why an order is not in the book. */
export function inItsWords(lab: Lab, worker: Instance, reply: Outcome | undefined): string {
  const printed = lab.events('output').findLast(({ instance }) => instance === worker.id);
  const line = printed?.text.trimEnd().split('\n').at(-1) ?? '';
  const isRefusal = reply?.status === 503 && line !== '';
  return isRefusal ? `${inWords(reply)}, and printed: ${line}` : `${inWords(reply)}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
