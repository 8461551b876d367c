import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8080);

const server = createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  if (url.pathname !== '/hello') {
    res.writeHead(404).end('Not found');
    return;
  }
  if (req.method !== 'GET') {
    res.writeHead(405, { Allow: 'GET' }).end('Method not allowed');
    return;
  }
  const name = url.searchParams.get('name') ?? 'World';
  res.end(`Hello, ${name}!`);
});

server.listen(port, () => {
  console.log(`hello listens on port ${port}`);
});
