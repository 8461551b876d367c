import { createServer } from 'node:http';

const server = createServer((req, res) => {
  const url = new URL(req.url!, `http://${req.headers.host}`);
  if (url.pathname === '/hello') {
    res.end('Hello, ' + (url.searchParams.get('name') ?? 'World') + '!');
  } else {
    res.statusCode = 404;
    res.end();
  }
});

server.listen(process.env.PORT);
