import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { join, leave } from './registration.ts';

const port = Number(process.env.PORT ?? 8081);
const workMs = Number(process.env.WORK_MS ?? 20);

const names = new Map([
  ['1', 'Ada'],
  ['2', 'Grace'],
  ['3', 'Barbara'],
]);

const server = createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  if (url.pathname === '/healthz') {
    res.end('ok');
    return;
  }
  const [, id = ''] = /^\/users\/(\d+)$/.exec(url.pathname) ?? [];
  const name = names.get(id);
  if (name === undefined) {
    res.writeHead(404).end('No such user');
    return;
  }
  // Stands for a look into a database.
  await sleep(workMs);
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify({ id, name, port }));
});

process.on('SIGTERM', async () => {
  await leave();
  server.close(() => process.exit(0));
});

server.listen(port, () => {
  console.log(`users listens on port ${port}, process ${process.pid}`);
  join(port);
});
