import { afterEach, beforeEach, expect, test } from 'vitest';
import { HELLO, handler, SILENT } from '../../../test/contract/fixtures.ts';
import { Lab } from '../../../test/contract/lab.ts';
import { createBrowserSandbox } from './index.ts';
import { LIMITS } from './limits.ts';

/** Whoever reaches a limit is told so: the program as Node would tell it, the learner in the ledger. */

const lab = new Lab(createBrowserSandbox);
beforeEach(() => lab.open());
afterEach(() => lab.close());

/** Runs a program that ends by itself; resolves with what it printed. */
async function printedBy(program: string): Promise<string> {
  await lab.sync(program);
  await lab.startError();
  return lab.printed('hello-1', 'stdout');
}

async function limitOf(instance: string): Promise<{ limit: string; message: string }> {
  const { limit, message } = await lab.event('limit-reached', (each) => each.instance === instance);
  return { limit, message };
}

test('a module whose evaluation never ends makes the start fail, and starting it again is refused for a while', async () => {
  await lab.sync({ 'hello/server.ts': 'for (;;);\n', 'other/server.ts': HELLO });
  const other = await lab.start({ service: 'other', entry: 'other/server.ts' });
  // Each has to burn out: twelve are refused for some fifteen seconds, however far apart they ended.
  const spinning = Array.from({ length: 12 }, () => lab.startError());
  for (const error of await Promise.all(spinning)) {
    expect(error.failure).toMatchObject({ code: 'limit-reached', limit: 'silence' });
    expect(error.message).toMatch(/endless loop/);
  }
  const error = await lab.startError();
  expect(error.failure).toMatchObject({ code: 'limit-reached', limit: 'starts' });
  expect(error.hint).toMatch(/^Wait some seconds/);
  expect(await lab.text(other)).toBe('Hello, world');
});

test('a port too many is refused', async () => {
  const printed = await printedBy(`import { createServer } from 'node:http';
const open = () => createServer().on('error', (error: any) => { console.log(error.code, error.message); process.exit(); }).listen(0);
for (let n = 0; n <= ${LIMITS.portsPerProcess}; n++) open();
`);
  expect(printed).toMatch(/^EMFILE listen EMFILE: too many open files/);
  expect(await limitOf('hello-1')).toMatchObject({ limit: 'ports' });
});

test('a connection too many is refused, and the process goes on', async () => {
  const client = `import { createServer, get, Agent } from 'node:http';
const port = Number(process.env.SILENT_PORT);
const agent = new Agent();
const failed = new Promise<any>((resolve) => {
  for (let n = 0; n <= ${LIMITS.connectionsPerProcess}; n++) get({ port, agent }).on('error', resolve);
});
createServer(async (_request, response) => response.end((await failed).code)).listen(Number(process.env.PORT));
`;
  await lab.sync({ 'client.ts': client, 'silent.ts': SILENT });
  const silent = await lab.start({ service: 'silent', entry: 'silent.ts' });
  const env = { SILENT_PORT: String(silent.addresses[0]?.port) };
  const asking = await lab.start({ service: 'client', entry: 'client.ts', env });
  // The learner's own request is the one that there is no room for at first.
  expect(await limitOf('client-1')).toMatchObject({ limit: 'connections' });
  await silent.signal('SIGKILL');
  expect(await lab.text(asking)).toBe('EMFILE');
});

test('a head that is too long breaks its connection, and no other', async () => {
  const server = handler(`  if (request.url === '/') return response.end('short');
  response.setHeader('x-long', 'x'.repeat(${LIMITS.headCharacters})).end();`);
  const instance = await lab.run(server);
  await expect(lab.text(instance, '/long')).rejects.toMatchObject({ code: 'ECONNRESET' });
  const { limit, message } = await limitOf('hello-1');
  expect(limit).toBe('head-size');
  expect(message).toMatch(
    /^hello-1 wrote a head of more than 64 KB, and its connection was broken/,
  );
  expect(await lab.text(instance)).toBe('short');
});

test('whoever sends more than the page can keep up with is ended', async () => {
  await lab.sync(`import { writeFileSync } from 'node:fs';
const megabyte = Buffer.alloc(1024 * 1024);
for (;;) writeFileSync('same', megabyte);
`);
  const error = await lab.startError();
  expect(error.failure).toMatchObject({ code: 'limit-reached', limit: 'message-rate' });
  expect(error.hint).toMatch(/never awaits/);
});

test('whoever prints without end is cut short, told so, and goes on', async () => {
  const chatty = handler(`  if (request.url === '/') return response.end('still here');
  for (let n = 0; n < 1e5; n++) console.log('again and again and again and again');
  response.end('printed');`);
  const instance = await lab.run(chatty);
  expect(await lab.text(instance, '/print')).toBe('printed');
  const { bytes, message } = await lab.event('output-dropped');
  expect(bytes).toBeGreaterThan(0);
  expect(message).toMatch(/^hello-1 /);
  expect(await lab.text(instance)).toBe('still here');
});

test('a full disk is ENOSPC for the program and a sentence for the learner, and what is there can be read', async () => {
  const printed =
    await printedBy(`import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
writeFileSync('big', '');
truncateSync('big', 64 * 1024 * 1024 - 10);
writeFileSync('note', 'kept');
for (let n = 0; n < 3; n++) {
  try { appendFileSync('note', 'too long'); } catch (error: any) { console.log(error.code, error.message); }
}
console.log(readFileSync('note', 'utf8'));
rmSync('big');
appendFileSync('note', ' again');
console.log(readFileSync('note', 'utf8'));
`);
  const refused = 'ENOSPC ENOSPC: no space left on device, write\n';
  expect(printed).toBe(`${refused.repeat(3)}kept\nkept again\n`);
  const { limit, message } = await limitOf('hello-1');
  expect(limit).toBe('disk');
  expect(message).toMatch(/^hello-1 has filled its disk of 64 MB: .*ENOSPC.* Remove or cut short/);
  expect(lab.events('limit-reached')).toHaveLength(1);
});
