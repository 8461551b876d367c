/**
 * The registry as an ordinary instance of a sandbox, which bundles this file to one. It serves
 * Consul's API on PORT and etcd's JSON gateway on ETCD_PORT; with DATA_DIR, a folder of its disk, it
 * goes on after a restart with what it knew. What it prints is what it observes, JSON by the line:
 * the sandbox takes it for that from this program alone.
 */
import { serveRegistry } from '../node/serve.ts';
import { excerptOf } from './excerpt.ts';

const { PORT, ETCD_PORT, BIND, DATA_DIR, ETCD_PROGRESS_MS, SERVES = 'consul etcd' } = process.env;

const port = Number(PORT);
const hasConsul = SERVES.includes('consul');
const hasEtcd = SERVES.includes('etcd');

await serveRegistry({
  ...(BIND !== undefined && { host: BIND }),
  consulPort: hasConsul ? port : null,
  etcdPort: hasEtcd ? (hasConsul ? Number(ETCD_PORT) : port) : null,
  dataDir: DATA_DIR ?? null,
  ...(ETCD_PROGRESS_MS !== undefined && { etcdProgressMs: Number(ETCD_PROGRESS_MS) }),
  observe: (observation) =>
    void process.stdout.write(`${JSON.stringify(excerptOf(observation))}\n`),
});
