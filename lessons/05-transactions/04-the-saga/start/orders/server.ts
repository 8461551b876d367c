import { createServer } from 'node:http';
import { type Outcome, place, recover } from './saga.ts';

const port = Number(process.env.PORT ?? 8080);
const PRICE_CENTS = 1500;

const recovered = recover();
/** Who sends an order again while it is under way waits for the same outcome. */
const underWay = new Map<string, Promise<Outcome>>();

function handle(id: string, query: URLSearchParams): Promise<Outcome> {
  const { customer = '', item = '', country = '', count } = Object.fromEntries(query);
  const cents = Number(count) * PRICE_CENTS;
  const order = { id, customer, item, count: Number(count), cents, country };
  const outcome = underWay.get(id) ?? recovered.then(() => place(order));
  underWay.set(id, outcome);
  const forget = () => underWay.delete(id);
  outcome.then(forget, forget);
  return outcome;
}

/** POST /orders/ID?customer=…&item=…&count=…&country=… answers 200 (placed) or 409 (cancelled). */
const server = createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const [, id] = /^\/orders\/([a-z0-9-]+)$/.exec(url.pathname) ?? [];
  const count = url.searchParams.get('count') ?? '';
  if (req.method !== 'POST' || id === undefined || !/^[1-9]\d*$/.test(count)) {
    res.writeHead(400).end('POST /orders/o1?customer=ada&item=lamp&count=1&country=NL');
    return;
  }
  try {
    const outcome = await handle(id, url.searchParams);
    res.writeHead(outcome === 'placed' ? 200 : 409).end(outcome);
  } catch (error) {
    console.error(error);
    res.writeHead(500).end('something went wrong');
  }
});

server.listen(port, () => {
  console.log(`orders listens on port ${port}`);
});
