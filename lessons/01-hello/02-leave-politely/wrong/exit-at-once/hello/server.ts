import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const port = Number(process.env.PORT ?? 8080);
const workMs = Number(process.env.WORK_MS ?? 1500);

const server = createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  if (url.pathname === '/healthz') {
    res.end('ok');
    return;
  }
  if (url.pathname !== '/hello') {
    res.writeHead(404).end('Not found');
    return;
  }
  // Stands for what a real service does meanwhile: ask a database, call another service.
  await sleep(workMs);
  res.end(`Hello, ${url.searchParams.get('name') ?? 'World'}!`);
});

process.on('SIGTERM', () => {
  process.exit(0);
});

server.listen(port, () => {
  console.log(`hello listens on port ${port}`);
});
