import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8090);

/** The orders that are paid. It is read as a whole and written as a whole. */
let book: string[] = [];

const server = createServer(async (req, res) => {
  let text = '';
  for await (const part of req) text += part;
  // Nothing is awaited from here on: no request comes in the middle of another.
  if (req.url !== '/book') {
    res.writeHead(404).end('Not found');
    return;
  }
  if (req.method === 'PUT') {
    book = JSON.parse(text);
    res.writeHead(204).end();
    return;
  }
  res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(book));
});

server.listen(port, () => {
  console.log(`accounts listens on port ${port}`);
});
