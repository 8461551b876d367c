import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8080);

const server = createServer((req, res) => {
  res.end('Hello, World!');
});

server.listen(port, () => {
  console.log(`hello listens on port ${port}`);
});
