/** What the network itself costs: exchanges through the switch, and the ledger that keeps them. */
import {
  createRandom,
  type Endpoint,
  type FaultInput,
  type Happening,
  type Listener,
  MemoryLedger,
  Network,
  PortTable,
  readRules,
  Switch,
  type ToEnd,
} from '../../runtime/network/index.ts';
import type { Frame } from '../../runtime/process/index.ts';
import { figure, print } from './figures.ts';

const ROUNDS = 7;
const EXCHANGES = 20_000;
const EVENTS = 1_000_000;
const PORT = 4000;
const HEADERS = ['Host', 'localhost:4000', 'Connection', 'keep-alive', 'Accept', '*/*'];

export async function benchNetwork(): Promise<void> {
  const off: number[] = [];
  const on: number[] = [];
  const faulty: number[] = [];
  const rules: FaultInput[] = [{ from: 'somebody', fault: { kind: 'error', status: 500 } }];
  exchangesPerSecond(() => {});
  for (let round = 0; round < ROUNDS; round++) {
    off.push(exchangesPerSecond(() => {}));
    const ledger = new MemoryLedger(() => 0);
    on.push(exchangesPerSecond((happening) => ledger.append(happening)));
    faulty.push(exchangesPerSecond(() => {}, rules));
  }
  const ratios = on.map((value, round) => value / (off[round] ?? Number.NaN));
  print(`The network: exchanges of one connection, ${EXCHANGES} in each of ${ROUNDS} rounds`, [
    figure('ledger off', off, 'a second'),
    figure('ledger on', on, 'a second'),
    figure('ledger off, a rule that strikes nobody', faulty, 'a second'),
    figure('on, beside off', ratios, 'times'),
  ]);
  const appendMs: number[] = [];
  const readMs: number[] = [];
  for (let round = 0; round < 3; round++) {
    const ledger = new MemoryLedger(() => 0, EVENTS, Number.POSITIVE_INFINITY);
    let beganMs = performance.now();
    for (let index = 0; index < EVENTS; index++) {
      ledger.append({ type: 'output', instance: 'hello-1', stream: 'stdout', text: 'Hello\n' });
    }
    appendMs.push(performance.now() - beganMs);
    beganMs = performance.now();
    let characters = 0;
    for (const event of ledger.read()) if (event.type === 'output') characters += event.text.length;
    readMs.push(performance.now() - beganMs);
    if (characters !== 6 * EVENTS) throw new Error(`${characters} characters were read.`);
  }
  print('The ledger: a million events', [figure('appended', appendMs), figure('read', readMs)]);
}

/** One connection that is kept alive: request, body, answer, body, by turns. */
function exchangesPerSecond(
  record: (happening: Happening) => void,
  rules: readonly FaultInput[] = [],
): number {
  const network = new Network<Frame>({
    nowMs: () => performance.now(),
    setTimer: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random: createRandom(1),
    latencyMs: () => 0,
    record,
  });
  network.set(readRules(rules));
  const ports = new PortTable<Listener>();
  const net = new Switch(ports, network);
  const bytes = new Uint8Array(100);
  let left = EXCHANGES;
  const server: Endpoint = {
    party: { name: 'users-1', service: 'users' },
    deliver: (message: ToEnd) => {
      if (message.type !== 'frame') return;
      const { id, frame } = message;
      if (frame.kind === 'body') {
        net.handle(server, { type: 'frame', id, frame: { kind: 'credit', bytes: bytes.length } });
      }
      if (frame.kind !== 'end') return;
      net.handle(server, {
        type: 'frame',
        id,
        frame: { kind: 'response', status: 200, reason: 'OK', headers: HEADERS },
      });
      net.handle(server, { type: 'frame', id, frame: { kind: 'body', bytes } });
      net.handle(server, { type: 'frame', id, frame: { kind: 'end', trailers: [] } });
    },
  };
  const client: Endpoint = {
    party: { name: 'orders-1', service: 'orders' },
    deliver: (message: ToEnd) => {
      if (message.type !== 'frame') return;
      const { id, frame } = message;
      if (frame.kind === 'body') {
        net.handle(client, { type: 'frame', id, frame: { kind: 'credit', bytes: bytes.length } });
      }
      if (frame.kind === 'end') left -= 1;
    },
  };
  ports.take(PORT, { owner: server, id: 1 });
  net.handle(client, { type: 'connect', id: 1, host: 'localhost', port: PORT, intent: null });
  const beganMs = performance.now();
  while (left > 0) {
    const before = left;
    net.handle(client, {
      type: 'frame',
      id: 1,
      frame: { kind: 'request', method: 'POST', target: '/users/7?full=1', headers: HEADERS },
    });
    net.handle(client, { type: 'frame', id: 1, frame: { kind: 'body', bytes } });
    net.handle(client, { type: 'frame', id: 1, frame: { kind: 'end', trailers: [] } });
    if (left === before) throw new Error('An exchange did not come to its end.');
  }
  return (EXCHANGES / (performance.now() - beganMs)) * 1000;
}
