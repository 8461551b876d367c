import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquire } from './lock.ts';

const port = Number(process.env.PORT ?? 8080);
const accounts = process.env.ACCOUNTS_URL ?? 'http://127.0.0.1:8090';
const lockName = process.env.LOCK ?? 'locks/book';
const ttlS = Number(process.env.TTL_S ?? 5);
const chargeMs = Number(process.env.CHARGE_MS ?? 8000);

/** Charges the card and enters the order in the book: only who has the lock may. */
async function settle(order: string): Promise<void> {
  const lock = await acquire(lockName, ttlS);
  try {
    console.log(`has the lock, and charges the card for order ${order}`);
    const paid = await readBook(lock.revision);
    // Stands for the bank, which takes its time. Ends at once when the lock is lost.
    await sleep(chargeMs, undefined, { signal: lock.lost });
    await writeBook([...paid, order], lock.revision);
    console.log(`order ${order} is in the book`);
  } finally {
    await lock.release();
  }
}

/** The orders that are paid, as accounts has them. */
async function readBook(token: number): Promise<string[]> {
  const response = await fetch(`${accounts}/book`, { headers: { 'Fencing-Token': `${token}` } });
  if (!response.ok) throw new Error(`accounts answered ${response.status}`);
  return (await response.json()) as string[];
}

/** Puts these in place of whatever stood in the book. */
async function writeBook(orders: string[], token: number): Promise<void> {
  const response = await fetch(`${accounts}/book`, {
    method: 'PUT',
    headers: { 'Fencing-Token': `${token}` },
    body: JSON.stringify(orders),
  });
  if (!response.ok) throw new Error(`accounts answered ${response.status}`);
}

const server = createServer(async (req, res) => {
  const [, order] = /^\/orders\/(\w+)$/.exec(req.url ?? '') ?? [];
  if (req.method !== 'POST' || order === undefined) {
    res.writeHead(404).end('Not found');
    return;
  }
  try {
    await settle(order);
    res.end(`Order ${order} is in the book.`);
  } catch (error) {
    console.log(`order ${order} is not in the book: ${error}`);
    res.writeHead(503).end(`Order ${order} is not in the book. Try again.`);
  }
});

server.listen(port, () => {
  console.log(`payments listens on port ${port}, as process ${process.pid}`);
});
