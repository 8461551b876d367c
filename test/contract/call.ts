/** Two services for what is between services: `orders` calls `users`, and tells what came of it. */
import { expect } from 'vitest';
import type { Files } from '../../runtime/compile/types.ts';
import type { Instance } from '../../runtime/sandbox/index.ts';
import type { Lab } from './lab.ts';

/**
 * Tells of each request when it has it whole, and answers with what it was sent: at /held only when
 * /release is asked for.
 */
const USERS = `import { createServer, type ServerResponse } from 'node:http';

const held: ServerResponse[] = [];
createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  console.log('users saw ' + request.method + ' ' + request.url);
  if (request.url === '/held') return held.push(response);
  if (request.url === '/release') for (const each of held.splice(0)) each.end('Ada');
  response.end(request.url === '/long' ? 'x'.repeat(20_000) : body || 'Ada');
}).listen(Number(process.env.PORT));
`;

/**
 * Calls users at the path that it is asked for, on a connection of its own, and answers with one
 * line: the status and the length of the body, or the code of the error. ?limit= gives a deadline;
 * calls without one are given up when /give-up is asked for.
 */
const ORDERS = `import { createServer, request as send } from 'node:http';

const patience = new AbortController();
createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://orders');
  const limitMs = Number(searchParams.get('limit') ?? 0);
  const signal = limitMs > 0 ? AbortSignal.timeout(limitMs) : patience.signal;
  if (pathname === '/give-up') {
    patience.abort();
    return response.end();
  }
  const port = Number(process.env.USERS_PORT);
  const method = searchParams.get('method') ?? 'GET';
  let status = 'none';
  const failed = (error: Error & { code?: string }) =>
    response.end(status + ' ' + (signal.aborted ? 'late' : error.code));
  const call = send({ port, path: pathname, method, agent: false, signal }, async (answer) => {
    status = String(answer.statusCode);
    let text = '';
    try {
      for await (const chunk of answer.setEncoding('utf8')) text += chunk;
      response.end(status + ' ' + text.length);
    } catch (error) {
      failed(error as Error);
    }
  });
  call.on('error', failed);
  call.end(searchParams.get('body') ?? '');
}).listen(Number(process.env.PORT));
`;

const SHOP: Files = { 'users/server.ts': USERS, 'orders/server.ts': ORDERS };

export interface Shop {
  readonly users: Instance;
  readonly orders: Instance;
  /** Lets orders call users, and gives the line that it answers with. */
  call(path: string): Promise<string>;
  /** Lets orders give up the calls that have no deadline. */
  giveUp(): Promise<void>;
  /** What users has told of so far, which may be less than it has answered: `GET /`, a line each. */
  seen(): string[];
  /** Waits until users has told of these requests, which must be all. */
  saw(...requests: string[]): Promise<void>;
}

export async function openShop(lab: Lab): Promise<Shop> {
  const users = await lab.run(SHOP, { service: 'users', entry: 'users/server.ts' });
  const port = users.addresses[0]?.port;
  expect(port).toBeGreaterThan(0);
  const orders = await lab.start({
    service: 'orders',
    entry: 'orders/server.ts',
    env: { USERS_PORT: String(port) },
  });
  const seen = () => lab.printed(users.id, 'stdout').match(/(?<=users saw ).*/g) ?? [];
  return {
    users,
    orders,
    call: (path) => lab.text(orders, path),
    giveUp: async () => void (await lab.text(orders, '/give-up')),
    seen,
    async saw(...requests) {
      const told = requests.map((request) => `users saw ${request}\n`).join('');
      await lab.untilPrinted(users.id, 'stdout', told);
      expect(seen()).toEqual(requests);
    },
  };
}
