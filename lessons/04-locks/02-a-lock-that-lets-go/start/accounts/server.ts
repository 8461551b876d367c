import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8081);

/** The orders that are paid. It is read whole and written whole. */
let book: string[] = [];

const server = createServer(async (req, res) => {
  if (req.url !== '/book') {
    res.writeHead(404).end('Not found');
    return;
  }
  if (req.method === 'PUT') {
    let text = '';
    for await (const part of req) text += part;
    book = JSON.parse(text);
    res.writeHead(204).end();
    return;
  }
  res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(book));
});

server.listen(port, () => {
  console.log(`accounts listens on port ${port}`);
});
