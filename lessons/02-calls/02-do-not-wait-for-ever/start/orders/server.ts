import { createServer } from 'node:http';
import { answer, refuse } from './answer.ts';
import { nameIn } from './name-in.ts';
import { findOrder } from './orders.ts';

const port = Number(process.env.PORT ?? 8080);
/** How long an answer of orders may take. Here: it is not kept yet. */
const limitMs = Number(process.env.LIMIT_MS ?? 300);

const server = createServer(async (req, res) => {
  const [, id = ''] = /^\/orders\/([^/?]+)$/.exec(req.url ?? '/') ?? [];
  try {
    const order = await findOrder(id);
    if (order === undefined) {
      refuse(res, 404, `no order at ${req.url}`);
      return;
    }
    const customer = await nameOf(order.user);
    if (customer === null) refuse(res, 404, `no user is ${order.user}`);
    else answer(res, 200, { id: order.id, item: order.item, customer });
  } catch (error) {
    console.error(error);
    refuse(res, 502, 'users cannot say who ordered this');
  }
});

async function nameOf(user: string): Promise<string | null> {
  const reply = await fetch(`${process.env.USERS_URL}/users/${encodeURIComponent(user)}`);
  return nameIn(reply);
}

server.listen(port, () => {
  console.log(`orders listens on port ${port}`);
});
