import { createServer } from 'node:http';

const server = createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  if (url.pathname !== '/hello') {
    res.writeHead(404).end();
    return;
  }
  if (req.method !== 'GET') {
    res.writeHead(405, { Allow: 'GET' }).end();
    return;
  }
  res.end(`Hello, ${url.searchParams.get('name') ?? 'World'}!`);
});

server.listen(8080);
