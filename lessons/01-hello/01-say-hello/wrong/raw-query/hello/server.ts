import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8080);

createServer((req, res) => {
  const [path, query = ''] = (req.url ?? '').split('?');
  if (path !== '/hello') {
    res.writeHead(404).end();
  } else if (req.method !== 'GET') {
    res.writeHead(405, { Allow: 'GET' }).end();
  } else {
    const name = query.split('name=')[1] ?? 'World';
    res.end(`Hello, ${name}!`);
  }
}).listen(port);
