import { createServer } from 'node:http';
import { answer, refuse } from './answer.ts';
import { orders } from './orders.ts';

const port = Number(process.env.PORT ?? 8080);

const server = createServer((req, res) => {
  const [, id = ''] = /^\/orders\/([^/?]+)$/.exec(req.url ?? '/') ?? [];
  const order = orders.get(id);
  if (order === undefined) {
    refuse(res, 404, `no order at ${req.url}`);
    return;
  }
  // Here: the customer's name is the users service's to say. It is at process.env.USERS_URL.
  answer(res, 200, { id: order.id, item: order.item, customer: order.customer });
});

server.listen(port, () => {
  console.log(`orders listens on port ${port}`);
});
