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
  try {
    const customer = await nameOf(order.user);
    if (customer === null) refuse(res, 404, `no user is ${order.user}`);
    else answer(res, 200, { id: order.id, item: order.item, customer });
  } catch (error) {
    console.error(error);
    refuse(res, 502, 'users cannot say who ordered this');
  }
});

/** The name that users has for somebody; null when it knows nobody of that id. */
async function nameOf(user: string): Promise<string | null> {
  const reply = await fetch(`${process.env.USERS_URL}/users/${encodeURIComponent(user)}`);
  // 4xx: what was asked for is not there.
  if (reply.status >= 400 && reply.status < 500) return null;
  if (!reply.ok) throw new Error(`users answered ${reply.status}`);
  const { name } = (await reply.json()) as { name?: unknown };
  if (typeof name !== 'string') throw new Error('users answered without a name');
  return name;
}

server.listen(port, () => {
  console.log(`orders listens on port ${port}`);
});
