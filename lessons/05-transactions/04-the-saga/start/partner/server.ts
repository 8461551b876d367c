import { createServer } from 'node:http';
import { openJournal } from '../journal.ts';
import { Bookings, type Entry, Refusal } from './bookings.ts';

const port = Number(process.env.PORT ?? 8081);
const name = process.env.NAME ?? 'stock';
/** What there is in the beginning: lamp=5,chair=2 */
const opening = process.env.OPENING ?? 'lamp=5';

const amounts = opening.split(',').map((one) => one.split('='));
const bookings = new Bookings(
  new Map(amounts.map(([of = '', count]) => [of, Number(count)])),
  await openJournal<Entry>('bookings.journal'),
);

async function answer(method: string, url: URL): Promise<unknown> {
  const [, what, key] = url.pathname.split('/');
  if (what !== name) throw new Error(`no such path: ${url.pathname}`);
  if (method === 'GET' && key === undefined) return bookings.list();
  if (method === 'DELETE' && key !== undefined) return bookings.cancel(key);
  const { order = '', of = '', count } = Object.fromEntries(url.searchParams);
  if (method !== 'POST' || key === undefined || !(Number(count) > 0))
    throw new Error(`POST /${name}/KEY?order=ORDER&of=WHAT&count=HOW-MANY`);
  return bookings.book({ key, order, of, count: Number(count) });
}

/** Requests are served one after the other: none sees what another has half done. */
let before: Promise<unknown> = Promise.resolve();
function inTurn<Result>(serve: () => Promise<Result>): Promise<Result> {
  const mine = before.then(serve);
  before = mine.catch(() => undefined);
  return mine;
}

const server = createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  try {
    const result = await inTurn(() => answer(req.method ?? 'GET', url));
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(result ?? 'OK'));
  } catch (error) {
    res.writeHead(error instanceof Refusal ? 409 : 400).end((error as Error).message);
  }
});

server.listen(port, () => {
  console.log(`${name} listens on port ${port} with ${opening}`);
});
