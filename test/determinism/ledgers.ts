import { createRandom } from '../../runtime/network/index.ts';
import type { Instance, Sandbox } from '../../runtime/sandbox/index.ts';
import { createSimulatedSandbox, type Realm } from '../../runtime/sandbox/simulated/index.ts';
import { PROGRAM } from './program.ts';

export const SEEDS: readonly number[] = Array.from({ length: 100 }, (_, index) => index + 1);

const { signal } = new AbortController();

/** What happened in the run of a seed: the ledger's events as JSON, one a line. */
export async function ledgerOf(realm: Realm, seed: number): Promise<string> {
  const sandbox = createSimulatedSandbox({ seed, realm });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  try {
    await sandbox.sync(PROGRAM);
    await run(sandbox, seed);
    return sandbox.ledger
      .read()
      .map((event) => JSON.stringify(event))
      .join('\n');
  } finally {
    await sandbox.dispose();
  }
}

export async function ledgersOf(realm: Realm, seeds = SEEDS): Promise<string[]> {
  const ledgers: string[] = [];
  for (const seed of seeds) ledgers.push(await ledgerOf(realm, seed));
  return ledgers;
}

/** Asks for many things at once, ends instances while they are at work, and waits for the rest. */
async function run(sandbox: Sandbox, seed: number): Promise<void> {
  const random = createRandom(seed);
  const [store, stream] = await Promise.all([start(sandbox, 'store'), start(sandbox, 'stream')]);
  const env = { STORE: portOf(store), STREAM: portOf(stream) };
  const fronts = await Promise.all([start(sandbox, 'front', env), start(sandbox, 'front', env)]);
  const [rejects, listens] = [await start(sandbox, 'rejects'), await start(sandbox, 'listens')];

  const asked = ['ada', 'grace', 'crash', 'jean', 'alan'].map(async (name) => {
    await sandbox.clock.sleep(random.integer(30), signal);
    return ask(sandbox, random.pick(fronts), `/${name}`);
  });
  await Promise.all([...asked, ask(sandbox, rejects, '/'), ask(sandbox, listens, '/')]);
  await rejects.exited;

  const last = [ask(sandbox, stream, '/'), ask(sandbox, store, '/last')];
  await sandbox.clock.sleep(random.integer(20), signal);
  await stream.signal('SIGKILL');
  await store.signal('SIGTERM');
  await Promise.all([...last, store.exited]);
  await sandbox.clock.sleep(1000, signal);
}

function start(sandbox: Sandbox, service: string, env = {}): Promise<Instance> {
  const entry = `${service}/server.ts`;
  return sandbox.start({ service, entry, port: 'any', env, startTimeoutMs: 5000 }, signal);
}

function portOf(instance: Instance): string {
  return String(instance.addresses[0]?.port);
}

/** The outcome is in the ledger. */
async function ask(sandbox: Sandbox, to: Instance, path: string): Promise<void> {
  const request = new Request(`http://service${path}`);
  await sandbox.fetch(to, request).then(
    (response) => response.text().catch(() => undefined),
    () => undefined,
  );
}
