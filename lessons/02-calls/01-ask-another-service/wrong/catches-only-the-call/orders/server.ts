import { createServer } from 'node:http';
import { answer, refuse } from './answer.ts';
import { orders } from './orders.ts';

const port = Number(process.env.PORT ?? 8080);

const server = createServer(async (req, res) => {
  const [, id = ''] = /^\/orders\/([^/?]+)$/.exec(req.url ?? '/') ?? [];
  const order = orders.get(id);
  if (order === undefined) {
    refuse(res, 404, `no order at ${req.url}`);
    return;
  }
  let reply: Response;
  try {
    reply = await fetch(`${process.env.USERS_URL}/users/${encodeURIComponent(order.user)}`);
  } catch {
    refuse(res, 502, 'users cannot be asked');
    return;
  }
  if (!reply.ok) {
    refuse(res, reply.status === 404 ? 404 : 502, `users answered ${reply.status}`);
    return;
  }
  const user = (await reply.json()) as { name: string };
  answer(res, 200, { id: order.id, item: order.item, customer: user.name });
});

server.listen(port, () => {
  console.log(`orders listens on port ${port}`);
});
