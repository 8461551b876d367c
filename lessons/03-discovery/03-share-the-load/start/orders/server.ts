import { createServer } from 'node:http';
import { Balancer } from './balance.ts';
import { follow } from './discovery.ts';

const port = Number(process.env.PORT ?? 8080);

const orders = new Map([
  ['1', { item: 'tea', user: '1' }],
  ['2', { item: 'a lamp', user: '2' }],
]);

const users = new Balancer(await follow('users'));

const server = createServer(async (req, res) => {
  const [, id = ''] = /^\/orders\/(\d+)$/.exec(req.url ?? '') ?? [];
  const order = orders.get(id);
  if (order === undefined) {
    res.writeHead(404).end('No such order');
    return;
  }
  try {
    const { status, text } = await users.get(`/users/${order.user}`);
    if (status !== 200) throw new Error(`users answered ${status}`);
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ id, item: order.item, for: JSON.parse(text) }));
  } catch (error) {
    console.error(error);
    res.writeHead(503).end(`The user cannot be had: ${error}`);
  }
});

process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
});

server.listen(port, () => {
  console.log(`orders listens on port ${port}`);
});
