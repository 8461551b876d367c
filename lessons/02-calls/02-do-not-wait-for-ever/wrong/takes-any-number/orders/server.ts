import { createServer } from 'node:http';
import { answer, refuse } from './answer.ts';
import { nameIn } from './name-in.ts';
import { findOrder } from './orders.ts';

const port = Number(process.env.PORT ?? 8080);
/** How long an answer of orders may take. */
const limitMs = Number(process.env.LIMIT_MS ?? 300);

const server = createServer(async (req, res) => {
  const [, id = ''] = /^\/orders\/([^/?]+)$/.exec(req.url ?? '/') ?? [];
  const timeoutMs = timeoutIn(req.headers['x-timeout-ms']);
  const endMs = performance.now() + timeoutMs;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const order = await findOrder(id, deadline);
    if (order === undefined) {
      refuse(res, 404, `no order at ${req.url}`);
      return;
    }
    const customer = await nameOf(order.user, endMs, deadline);
    if (customer === null) refuse(res, 404, `no user is ${order.user}`);
    else answer(res, 200, { id: order.id, item: order.item, customer });
  } catch (error) {
    console.error(error);
    if (deadline.aborted) refuse(res, 504, 'users did not answer in time');
    else refuse(res, 502, 'users cannot say who ordered this');
  }
});

/** What the caller gives us, but never more than our own limit. */
function timeoutIn(header: unknown): number {
  const asked = Number.parseInt(String(header), 10);
  return asked >= 0 ? Math.min(asked, limitMs) : limitMs;
}

async function nameOf(user: string, endMs: number, deadline: AbortSignal): Promise<string | null> {
  const leftMs = Math.max(0, Math.floor(endMs - performance.now()));
  const reply = await fetch(`${process.env.USERS_URL}/users/${encodeURIComponent(user)}`, {
    headers: { 'x-timeout-ms': String(leftMs) },
    signal: deadline,
  });
  return nameIn(reply);
}

server.listen(port, () => {
  console.log(`orders listens on port ${port}`);
});
