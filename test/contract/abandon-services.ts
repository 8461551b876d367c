/**
 * A program that starts three services, pauses one of them, prints their processes' ids and the port of
 * the one that will spin as JSON, and leaves them without a word
 * when its stdin ends: it neither disposes of its sandbox nor signals them. Run by node-abandoned.test.ts.
 */
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import type { ServiceProcess } from '../../runtime/sandbox/node/service-process.ts';
import type { Instance } from '../../runtime/sandbox/sandbox.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { HELLO, handler } from './fixtures.ts';

const signal = AbortSignal.timeout(WAIT_LIMIT_MS);

/** Tells where it runs and then never comes back, with the connection still open. */
const SPINNING = handler(`  response.end(process.cwd());
  setImmediate(() => {
    for (;;);
  });`);

const sandbox = createNodeSandbox();
await sandbox.boot({ signal, timeoutMs: WAIT_LIMIT_MS, onStage: () => {} });
await sandbox.sync({
  'idle/server.ts': HELLO,
  'spinning/server.ts': SPINNING,
  'stopped/server.ts': HELLO,
});

async function start(service: string): Promise<Instance> {
  const spec = { service, entry: `${service}/server.ts`, port: 'any', env: {} } as const;
  return sandbox.start({ ...spec, startTimeoutMs: WAIT_LIMIT_MS }, signal);
}

const idle = await start('idle');
const spinning = await start('spinning');
const stopped = await start('stopped');
await stopped.signal('SIGSTOP');
const pids = [idle, spinning, stopped].map((instance) => (instance as ServiceProcess).pid);
console.log(JSON.stringify({ spinning: spinning.addresses[0]?.port, pids }));

process.stdin.on('end', () => process.exit(0)).resume();
