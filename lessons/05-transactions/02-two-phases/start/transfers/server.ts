import { createServer } from 'node:http';
import { type Outcome, recover, transfer } from './coordinator.ts';

const port = Number(process.env.PORT ?? 8080);

const recovered = recover();
/** Who sends a transfer again while it is under way waits for the same outcome. */
const underWay = new Map<string, Promise<Outcome>>();

function handle(id: string, query: URLSearchParams): Promise<Outcome> {
  const { from = '', to = '', cents } = Object.fromEntries(query);
  const outcome =
    underWay.get(id) ?? recovered.then(() => transfer({ id, from, to, cents: Number(cents) }));
  underWay.set(id, outcome);
  const forget = () => underWay.delete(id);
  outcome.then(forget, forget);
  return outcome;
}

/** POST /transfers/ID?from=ACCOUNT&to=ACCOUNT&cents=AMOUNT answers 200 (done) or 409 (refused). */
const server = createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  const [, id] = /^\/transfers\/([a-z0-9-]+)$/.exec(url.pathname) ?? [];
  const cents = url.searchParams.get('cents') ?? '';
  if (req.method !== 'POST' || id === undefined || !/^[1-9]\d*$/.test(cents)) {
    res.writeHead(400).end('POST /transfers/t1?from=ada&to=ben&cents=500');
    return;
  }
  try {
    const outcome = await handle(id, url.searchParams);
    res.writeHead(outcome === 'done' ? 200 : 409).end(outcome);
  } catch (error) {
    console.error(error);
    res.writeHead(500).end('something went wrong');
  }
});

server.listen(port, () => {
  console.log(`transfers listens on port ${port}`);
});
