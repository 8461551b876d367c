import { startRegistry } from '../../../runtime/sandbox/index.ts';
import { createSimulatedSandbox, type Realm } from '../../../runtime/sandbox/simulated/index.ts';
import type { SimulatorFigures } from './scenario.ts';

/** Takes etcd's lock, adds one to a key, and lets go. */
const CLIENT = `import { createServer } from 'node:http';

const { ETCDCTL_ENDPOINTS } = process.env;

async function ask(path: string, body: object): Promise<any> {
  const init = { method: 'POST', body: JSON.stringify(body) };
  return (await fetch(ETCDCTL_ENDPOINTS + '/v3/' + path, init)).json();
}

createServer(async (request, response) => {
  const { ID } = await ask('lease/grant', { TTL: 10 });
  const { key } = await ask('lock/lock', { name: btoa('door'), lease: ID });
  const { kvs = [] } = await ask('kv/range', { key: btoa('total') });
  const total = kvs.length === 0 ? 0 : Number(atob(kvs[0].value));
  await ask('kv/put', { key: btoa('total'), value: btoa(String(total + 1)) });
  await ask('lock/unlock', { key });
  response.end(String(total + 1));
}).listen(Number(process.env.PORT));
`;

const { signal } = new AbortController();

async function runSchedule(realm: Realm, seed: number): Promise<number> {
  const sandbox = createSimulatedSandbox({ seed, realm });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  try {
    await sandbox.sync({ 'client.ts': CLIENT });
    const registry = await startRegistry(sandbox, {}, signal);
    const spec = {
      service: 'client',
      entry: 'client.ts',
      port: 'any',
      startTimeoutMs: 5000,
    } as const;
    const start = () => sandbox.start({ ...spec, env: { ...registry.env } }, signal);
    const clients = await Promise.all([start(), start()]);
    const answers = clients.map(async (client) =>
      (await sandbox.fetch(client, new Request('http://client/'))).text(),
    );
    const totals = (await Promise.all(answers)).sort().join();
    if (totals !== '1,2') throw new Error(`Seed ${seed} came to ${totals}.`);
    return sandbox.events;
  } finally {
    await sandbox.dispose();
  }
}

/** As measureSchedules, with Brownout's own registry between the clients. */
export async function measureRegistrySchedules(
  realm: Realm,
  schedules: number,
): Promise<SimulatorFigures> {
  const beganMs = performance.now();
  let events = 0;
  for (let seed = 1; seed <= schedules; seed++) events += await runSchedule(realm, seed);
  const seconds = (performance.now() - beganMs) / 1000;
  return {
    schedulesPerSecond: schedules / seconds,
    eventsPerSecond: events / seconds,
    eventsPerSchedule: events / schedules,
  };
}
