import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? 8080);
const consul = process.env.CONSUL_HTTP_ADDR ?? 'http://127.0.0.1:8500';

const orders = new Map([
  ['1', { item: 'tea', user: '1' }],
  ['2', { item: 'a lamp', user: '2' }],
]);

/** The base URL of one healthy instance of users, as the registry has it now. */
async function findUsers(): Promise<string | null> {
  const response = await fetch(`${consul}/v1/health/service/users?passing`);
  const [first] = (await response.json()) as { Service: { Address: string; Port: number } }[];
  return first === undefined ? null : `http://127.0.0.1:${first.Service.Port}`;
}

const server = createServer(async (req, res) => {
  const [, id = ''] = /^\/orders\/(\d+)$/.exec(req.url ?? '') ?? [];
  const order = orders.get(id);
  if (order === undefined) {
    res.writeHead(404).end('No such order');
    return;
  }
  try {
    const users = await findUsers();
    if (users === null) {
      res.writeHead(503).end('The registry knows no healthy instance of users');
      return;
    }
    const user = await fetch(`${users}/users/${order.user}`);
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ id, item: order.item, for: await user.json() }));
  } catch (error) {
    console.error(error);
    res.writeHead(502).end('The registry or users gave no answer');
  }
});

server.listen(port, () => {
  console.log(`orders listens on port ${port}`);
});
