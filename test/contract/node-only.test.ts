import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { HELLO, handler } from './fixtures.ts';
import { limit, placeOf, useSandbox } from './lab.ts';
import { closeOf, connectTo } from './sockets.ts';

/** What is promised for processes of Node only, beyond the contract of every sandbox. */
describe('The node sandbox alone', () => {
  const lab = useSandbox(() => createNodeSandbox());
  afterEach(() => vi.unstubAllEnvs());

  test("a service does not inherit the learner's environment", async () => {
    vi.stubEnv('SECRET_TOKEN', 'do not tell');
    vi.stubEnv('NODE_OPTIONS', '--no-warnings');
    const hello = await lab.run(handler('  response.end(JSON.stringify(process.env));'), {
      env: { GREETING: 'Hi' },
    });
    const seen = JSON.parse(await lab.text(hello));
    expect(seen).toMatchObject({ GREETING: 'Hi', PATH: process.env.PATH });
    expect(seen).not.toHaveProperty('SECRET_TOKEN');
    expect(seen).not.toHaveProperty('NODE_OPTIONS');
  });

  test('any port is one that no client is given', async () => {
    // Else a connection may have it when the service is started again there.
    const hello = await lab.run(`import { createServer as createOther } from 'node:net';

createOther().listen(0, () => console.log('ready'));
${HELLO}`);
    await lab.untilPrinted(hello.id, 'stdout', 'ready');
    for (const { port } of hello.addresses) {
      expect(port).toBeGreaterThanOrEqual(20_000);
      expect(port).toBeLessThan(30_000);
    }
    expect(hello.addresses).toHaveLength(2);
  });

  test('a service does not see that it is watched', async () => {
    const hello = await lab.run(
      handler(`  response.end(JSON.stringify({
    ipc: [typeof process.send, process.connected, process.channel],
    execArgv: process.execArgv,
    handlers: [process.listenerCount('uncaughtException'), server.listenerCount('error')],
    listen: [server.listen.name, Object.hasOwn(server, 'listen')],
  }));`),
    );
    expect(JSON.parse(await lab.text(hello))).toEqual({
      ipc: ['undefined', null, null],
      execArgv: [],
      handlers: [0, 0],
      listen: ['listen', false],
    });
  });

  test('a character that is written in two pieces arrives whole', async () => {
    const hello = await lab.run(
      handler(`  const bytes = Buffer.from('茶🫖');
  process.stdout.write(bytes.subarray(0, 2));
  response.end('half', () => setTimeout(() => process.stdout.write(bytes.subarray(2)), 20));`),
    );
    await lab.text(hello);
    await lab.untilPrinted(hello.id, 'stdout', '🫖');
    expect(lab.printed(hello.id, 'stdout')).toBe('茶🫖');
  });

  test('a flood on stdout does not hide the error on stderr', async () => {
    const hello = await lab.run(
      handler(`  for (let line = 0; line < 20_000; line++) console.log('x'.repeat(99));
  process.stdout.write('', () => {
    throw new Error('drowned');
  });`),
    );
    await lab.fetch(hello).catch(() => undefined);
    await hello.exited;
    expect(lab.events('output-dropped')).toHaveLength(1);
    expect(lab.printed(hello.id, 'stderr')).toContain('Error: drowned');
  });

  test('a port that another program has: says so, and how to find it', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await lab.sync(HELLO);
    const error = await lab.startError({ port });
    other.close();
    expect(error.failure).toEqual({ code: 'port-in-use', port });
    expect(error.message).toContain('another program');
    expect(error.hint).toContain(String(port));
  });

  test('a server that listens on one address only is reached there', async () => {
    const source = HELLO.replace('process.env.PORT)', "process.env.PORT), '127.0.0.1'");
    expect(await lab.text(await lab.run(source))).toBe('Hello, world');
  });

  test('the process of a start that was aborted is gone', async () => {
    await lab.sync('console.log(process.pid);\nfor (;;);\n');
    const aborting = new AbortController();
    const failed = lab.startError({}, aborting.signal);
    await lab.untilPrinted('hello-1', 'stdout', '\n');
    const pid = Number(lab.printed('hello-1', 'stdout'));
    expect(isRunning(pid)).toBe(true);
    aborting.abort();
    expect((await failed).code).toBe('aborted');
    expect(isRunning(pid)).toBe(false);
  });

  test('what a service has started ends with it', async () => {
    const program =
      'require("net").createServer().listen(0, function () { console.log(this.address().port) })';
    const hello = await lab.run(`import { spawn } from 'node:child_process';
${handler(`  spawn(process.execPath, ['-e', ${JSON.stringify(program)}], { stdio: 'inherit' });
  response.end();`)}`);
    await lab.text(hello);
    await lab.untilPrinted(hello.id, 'stdout', '\n');
    const connection = await connectTo(Number(lab.printed(hello.id, 'stdout')));
    const closed = closeOf(connection);
    await hello.signal('SIGKILL');
    await hello.exited;
    await closed;
  });

  test('an exit is told even when a program that got away holds the output open', async () => {
    const hello = await lab.run(`import { spawn } from 'node:child_process';
${handler(`  const away = spawn('sleep', ['60'], { stdio: 'inherit', detached: true });
  response.end(String(away.pid));`)}`);
    const pid = Number(await lab.text(hello));
    await hello.signal('SIGKILL');
    expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
    process.kill(pid, 'SIGKILL');
  });

  test('a service that the system has no process for fails to start, and says so', async () => {
    await lab.sync(HELLO);
    // Longer than one variable may be on Linux (128 KiB) and all of them on macOS (1 MiB).
    const starting = lab.start({ env: { LONG: 'x'.repeat(2_000_000) } });
    await expect(starting).rejects.toMatchObject({ name: 'SandboxError', code: 'lost' });
    expect(lab.events('start-failed')).toMatchObject([{ instance: 'hello-1', code: 'lost' }]);
  });

  test('run folders come and go with their instances, and with the sandbox', async () => {
    const hello = await lab.run(handler('  response.end(process.cwd());'));
    const root = dirname(dirname(await lab.text(hello)));
    expect(await readdir(root)).toEqual(['package.json', 'run-1', 'volumes']);
    await lab.sandbox.dispose();
    await expect(stat(root)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('The node sandbox beside a workspace', () => {
  test("names the learner's own files in stacks, and touches none", async () => {
    const workspace = await mkdtemp(join(tmpdir(), 'my shop-'));
    const sandbox = createNodeSandbox({ workspace });
    const source = handler(`  throw new Error('no tea');`);
    try {
      await sandbox.boot({ signal: limit(), timeoutMs: WAIT_LIMIT_MS, onStage: () => {} });
      await sandbox.sync({ 'hello/server.ts': source });
      const spec = {
        service: 'hello',
        entry: 'hello/server.ts',
        port: 'any',
        env: {},
        startTimeoutMs: WAIT_LIMIT_MS,
      } as const;
      const hello = await sandbox.start(spec, limit());
      await sandbox.fetch(hello, new Request('http://hello.test/')).catch(() => undefined);
      await hello.exited;
      const printed = sandbox.ledger
        .read()
        .map((event) => (event.type === 'output' ? event.text : ''))
        .join('');
      const file = pathToFileURL(join(workspace, 'hello/server.ts')).href;
      expect(printed).toContain(`${file}:${placeOf(source, 'new Error')}`);
      expect(await readdir(workspace)).toEqual([]);
    } finally {
      await sandbox.dispose();
      await rm(workspace, { recursive: true });
    }
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
