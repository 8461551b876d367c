/**
 * A program that starts two services, prints their ports as JSON, and leaves them without a word
 * when its stdin ends: it neither disposes of its sandbox nor signals them. Run by node-abandoned.test.ts.
 */
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { HELLO, handler } from './fixtures.ts';

const signal = AbortSignal.timeout(15_000);

/** Tells where it runs and then never comes back, with the connection still open. */
const SPINNING = handler(`  response.end(process.cwd());
  setImmediate(() => {
    for (;;);
  });`);

const sandbox = createNodeSandbox();
await sandbox.boot({ signal, timeoutMs: 5000, onStage: () => {} });
await sandbox.sync({ 'idle/server.ts': HELLO, 'spinning/server.ts': SPINNING });

async function start(service: string): Promise<number | undefined> {
  const spec = { service, entry: `${service}/server.ts`, port: 'any', env: {} } as const;
  const instance = await sandbox.start({ ...spec, startTimeoutMs: 10_000 }, signal);
  return instance.addresses[0]?.port;
}

console.log(JSON.stringify({ idle: await start('idle'), spinning: await start('spinning') }));

process.stdin.on('end', () => process.exit(0)).resume();
