import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, refuse } from './answer.ts';
import { people } from './people.ts';

const port = Number(process.env.PORT ?? 8081);
/** How long it takes to fetch something from the archive. */
const archiveMs = Number(process.env.ARCHIVE_MS ?? 20_000);

/** How many questions it has begun to answer, and what became of them. */
const work = { begun: 0, done: 0, stopped: 0 };

const server = createServer(async (req, res) => {
  if (req.url === '/work') {
    answer(res, 200, work);
    return;
  }
  const [, id = ''] = /^\/users\/([^/?]+)$/.exec(req.url ?? '/') ?? [];
  const person = people.get(id);
  if (person === undefined) {
    refuse(res, 404, `no user at ${req.url}`);
    return;
  }
  const { name, address, archived } = person;
  // Whoever hangs up wants no answer any more: the work for it stops.
  const hungUp = new AbortController();
  const { signal } = hungUp;
  res.on('close', () => hungUp.abort());
  work.begun += 1;
  try {
    if (archived === 'all') await sleep(archiveMs, undefined, { signal });
    res.writeHead(200, { 'Content-Type': 'application/json' });
    res.write(`{"name":${JSON.stringify(name)},`);
    if (archived === 'address') await sleep(archiveMs, undefined, { signal });
    res.end(`"address":${JSON.stringify(address)}}`);
    work.done += 1;
  } catch {
    work.stopped += 1;
    console.log(`users stops looking for ${id}: whoever asked has hung up`);
  }
});

server.listen(port, () => {
  console.log(`users listens on port ${port}`);
});
