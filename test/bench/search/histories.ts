import type { Realm } from '../../../runtime/sandbox/simulated/index.ts';
import {
  checkLinearizable,
  type KeyValueInput,
  keyValue,
  type Operation,
  type RegisterOutput,
  scenario,
} from '../../../runtime/scenario/index.ts';
import { replay } from '../../../runtime/scenario/simulate.ts';

type Seen = Operation<KeyValueInput, RegisterOutput>;

const CLIENTS = 8;

const STORE = `import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
const values = new Map<string, string>();
createServer(async (request, response) => {
  const [, key = '', value] = String(request.url).split('/');
  await sleep(Math.random() * 3);
  if (request.method === 'PUT') values.set(key, String(value));
  const seen = values.get(key) ?? '';
  await sleep(Math.random() * 3);
  response.end(seen);
}).listen(Number(process.env.PORT));
`;

/** What clients saw of a store that they read and wrote at the same time: recorded in the simulator. */
export async function recordHistory(
  realm: Realm,
  operations: number,
  keys: number,
): Promise<readonly Seen[]> {
  const history: Seen[] = [];
  const recording = scenario('Recording', async (lab) => {
    const store = await lab.start('store');
    let left = operations;
    const client = async (name: string) => {
      while (left-- > 0) {
        const key = `k${lab.random.integer(keys)}`;
        const value = lab.random.integer(2) === 0 ? null : `${left}`;
        const callMs = lab.nowMs();
        const line = value === null ? `GET /${key}` : `PUT /${key}/${value}`;
        const { text } = await lab.request(store, line);
        const times = { client: name, callMs, returnMs: lab.nowMs() };
        history.push(
          value === null
            ? { ...times, input: { kind: 'read', key }, output: text === '' ? null : text }
            : { ...times, input: { kind: 'write', key, value }, output: true },
        );
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(`client ${index}`)));
    return 'Recorded.';
  });
  const { verdict } = await replay(recording, '1', {
    realm,
    step: { services: [{ name: 'store', entry: 'store.ts', port: 8080 }] },
    files: { 'store.ts': STORE },
    signal: new AbortController().signal,
  });
  if (verdict.outcome !== 'passed') throw new Error(verdict.sentence);
  return history;
}

/** Operations of the history that are decided in a second. */
export function measureChecking(history: readonly Seen[]): number {
  const beganMs = performance.now();
  const { outcome } = checkLinearizable(keyValue, history);
  if (outcome !== 'linearizable') throw new Error(`A history of a right store is ${outcome}.`);
  return history.length / ((performance.now() - beganMs) / 1000);
}
