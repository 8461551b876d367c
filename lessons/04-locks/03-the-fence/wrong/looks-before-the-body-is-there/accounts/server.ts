import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8090);

/** The orders that are paid. It is read as a whole and written as a whole. */
let book: string[] = [];
/** The greatest fencing token that has come with a request. */
let newest = 0;

const server = createServer(async (req, res) => {
  // Not a number where there is none: that is neither less nor greater than any.
  const token = Number(req.headers['fencing-token']);
  if (token < newest) {
    res.writeHead(409).end(`Token ${token} is older than ${newest}.`);
    return;
  }
  if (token > newest) newest = token;
  let text = '';
  for await (const part of req) text += part;
  // Nothing is awaited from here on: no request comes in the middle of another.
  if (req.url !== '/book') {
    res.writeHead(404).end('Not found');
    return;
  }
  if (req.method === 'PUT') {
    if (Number.isNaN(token)) {
      res.writeHead(400).end('A write needs a Fencing-Token.');
      return;
    }
    book = JSON.parse(text);
    res.writeHead(204).end();
    return;
  }
  res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(book));
});

server.listen(port, () => {
  console.log(`accounts listens on port ${port}`);
});
