import { expectThat, type Lab } from '../../../runtime/scenario/index.ts';

/** Says which write took the order out of the book again, and why. */
export function failLost(lab: Lab, order: string): never {
  const [requests, delivered] = [lab.events('request'), lab.events('delivered')];
  const answers = [...lab.events('replied'), ...lab.events('response')];
  const writes = requests
    .filter(({ method, path }) => path === '/book' && method === 'PUT')
    .filter(({ id }) => answers.some((one) => one.id === id && one.status < 300))
    .map((write) => ({ ...write, came: delivered.find(({ id }) => id === write.id) ?? write }))
    .sort((a, b) => a.came.seq - b.came.seq);
  const has = ({ body }: (typeof writes)[number]) => body.text.includes(`"${order}"`);
  const entered = writes.findIndex(has);
  const [put, over] = [writes[entered], writes.slice(entered).find((write) => !has(write))];
  if (put === undefined || over === undefined) {
    return fail(`Order ${order} was paid, but it is not in the book.`, null);
  }
  const readBefore = (write: typeof put) =>
    requests.findLast(({ seq, from, method, path }) => {
      return seq < write.seq && from === write.from && method === 'GET' && path === '/book';
    });
  const [readOfPut, readOfOver] = [readBefore(put), readBefore(over)];
  const earlier = (readOfPut?.seq ?? 0) < (readOfOver?.seq ?? 0) ? put : over;
  const pause = lab.events('signalled').findLast(({ instance, signal, seq }) => {
    return instance === earlier.from && signal === 'SIGSTOP' && seq < over.came.seq;
  });
  const paused = pause === undefined ? '' : `, and was paused at ${seconds(pause.atMs)}`;
  fail(
    `Order ${order} was paid and is lost: ${over.from} read the book at ${seconds(readOfOver?.atMs ?? 0)}, ` +
      `${put.from} entered order ${order} at ${seconds(put.came.atMs)}, and ${over.from} wrote the book without it at ${seconds(over.came.atMs)}. ` +
      `${earlier.from} had the lock first${paused}: its write should have been refused.`,
    earlier.came.seq,
  );
}

export function fail(sentence: string, event: number | null): never {
  expectThat(false, sentence, event);
  throw new Error(sentence);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
