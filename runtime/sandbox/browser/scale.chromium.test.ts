import { afterEach, beforeEach, expect, test } from 'vitest';
import { Lab } from '../../../test/contract/lab.ts';
import { IS_LONG } from '../../../test/support/long.ts';
import { type Instance, stop } from '../sandbox.ts';
import { createBrowserSandbox } from './index.ts';

/** `npm run test:all` starts a hundred. */
const SERVICES = IS_LONG ? 100 : 40;
/** None that fetch refuses, as 5060 is. */
const FIRST_PORT = 7100;
const STARTED_AT_ONCE = 10;

const lab = new Lab(createBrowserSandbox);
beforeEach(() => lab.open());
afterEach(() => lab.close());

/** Asks the next one as long as there are hops left, and counts who took part. */
const RING = `import { createServer } from 'node:http';
createServer(async (request, response) => {
  const left = Number(new URL(request.url ?? '/', 'http://ring').searchParams.get('left'));
  if (left === 0) return response.end('1');
  const next = await fetch(\`http://localhost:\${process.env.NEXT}/?left=\${left - 1}\`);
  response.end(String(1 + Number(await next.text())));
}).listen(Number(process.env.PORT));
`;

test(`${SERVICES} services start, call each other in a ring, and stop`, async () => {
  await lab.sync(RING);
  const ring: Instance[] = [];
  for (let first = 0; first < SERVICES; first += STARTED_AT_ONCE) {
    const batch = Array.from({ length: STARTED_AT_ONCE }, (_, at) => startInRing(first + at));
    ring.push(...(await Promise.all(batch)));
  }
  const all = `/?left=${SERVICES - 1}`;
  expect(await lab.text(ring[0] as Instance, all)).toBe(String(SERVICES));
  // All at once: every service is in several calls at the same time.
  const counts = await Promise.all(ring.map((instance) => lab.text(instance, '/?left=9')));
  expect(new Set(counts)).toEqual(new Set(['10']));
  const exits = await Promise.all(ring.map((instance) => stop(instance, lab.sandbox.clock)));
  expect(new Set(exits.map((exit) => JSON.stringify(exit)))).toEqual(
    new Set([JSON.stringify({ by: 'signal', signal: 'SIGTERM' })]),
  );
  // What they held is free again.
  expect(await lab.text(await startInRing(0), '/?left=0')).toBe('1');
});

function startInRing(place: number): Promise<Instance> {
  const next = FIRST_PORT + ((place + 1) % SERVICES);
  return lab.start({ port: FIRST_PORT + place, env: { NEXT: String(next) } });
}

/** Answers, and ends by itself once it is told to listen no more and has no connection left. */
const SERVER = `import { createServer } from 'node:http';
const server = createServer((request, response) => {
  if (request.url === '/connections') {
    server.getConnections((_error, count) => response.end(String(count)));
    return;
  }
  request.resume().on('end', () => response.end('answer'));
  if (request.url === '/leave') response.on('finish', () => server.close());
}).listen(Number(process.env.PORT));
`;

/** Sends 10,000 requests in three ways, then lets go of everything that it could hold. */
const CLIENT = `import { Agent, createServer, request } from 'node:http';
const port = Number(process.env.SERVER_PORT);
const kept = new Agent({ keepAlive: true });
const byHttp = (agent: Agent | false) => new Promise<void>((resolve, reject) => {
  const sent = request({ port, method: 'POST', agent }, (answer) => answer.resume().on('end', resolve));
  sent.on('error', reject).end('question');
});
const byFetch = async () => {
  const answer = await fetch(\`http://localhost:\${port}/\`, { method: 'POST', body: 'question' });
  await answer.text();
};
async function many(count: number, send: () => Promise<void>) {
  let left = count;
  const work = async () => { while (left-- > 0) await send(); };
  await Promise.all(Array.from({ length: 32 }, work));
}
const server = createServer(async (_request, response) => {
  await many(4000, byFetch);
  await many(4000, () => byHttp(kept));
  // More connections than a process may have at the same time.
  await many(2000, () => byHttp(false));
  kept.destroy();
  response.on('finish', () => server.close());
  response.end('done');
}).listen(Number(process.env.PORT));
`;

test('ten thousand requests leave nothing open: both ends then end by themselves', async () => {
  await lab.sync({ 'server.ts': SERVER, 'client.ts': CLIENT });
  const server = await lab.start({ service: 'server', entry: 'server.ts' });
  const [address] = server.addresses;
  const env = { SERVER_PORT: String(address?.port) };
  const client = await lab.start({ service: 'client', entry: 'client.ts', env });
  expect(await lab.text(client)).toBe('done');
  // A process ends when nothing is left that could ever call back: no timer, no connection.
  expect(await client.exited).toEqual({ by: 'code', code: 0 });
  // The one that asks. The server learns of the others' end in its own time.
  await expect.poll(() => lab.text(server, '/connections')).toBe('1');
  expect(await lab.text(server, '/leave')).toBe('answer');
  expect(await server.exited).toEqual({ by: 'code', code: 0 });
  // No warning of listeners that were left on something.
  expect(lab.printed('client-1', 'stderr') + lab.printed('server-1', 'stderr')).toBe('');
});
