/** `npm run registry`: Consul's and etcd's APIs on this machine, as their own tools expect them. */
import process from 'node:process';
import { attachGrpc } from '../etcd/grpc/index.ts';
import { serveRegistry } from '../node/serve.ts';
import { explain } from './explain.ts';
import { readSettings, type Settings } from './settings.ts';

const EXIT_REFUSED = 2;

let settings: Settings | null = null;
try {
  settings = readSettings(process.env);
  await run(settings);
} catch (error) {
  const explanation = explain(error, settings);
  if (explanation === null) throw error;
  console.error(`${explanation.message}\n${explanation.hint}`);
  process.exitCode = EXIT_REFUSED;
}

async function run({ host, etcdProgressMs, ...asked }: Settings): Promise<void> {
  const registry = await serveRegistry({
    ...asked,
    host,
    ...(etcdProgressMs !== null && { etcdProgressMs }),
    observe: null,
    attach: attachGrpc,
  });
  const shown = host.includes(':') ? `[${host}]` : host;
  const kept = asked.dataDir === null ? 'in memory (DATA_DIR keeps it)' : `in ${asked.dataDir}`;
  console.log(
    `Consul's API is at http://${shown}:${registry.consulPort}, etcd's (gRPC and JSON) at http://${shown}:${registry.etcdPort}. What they are told is kept ${kept}. Ctrl-C ends both.`,
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Asked again, it ends as Node would.
    process.once(signal, () => {
      void registry.close().then(() => process.exit(0));
    });
  }
}
