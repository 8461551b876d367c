import { beforeEach, expect, test } from 'vitest';
import type { Frame } from '../process/index.ts';
import type { ToEnd } from './messages.ts';
import { Network } from './network.ts';
import type { Party } from './party.ts';
import { PortTable } from './port-table.ts';
import { createRandom } from './random.ts';
import { type Endpoint, type Listener, Switch } from './switch.ts';

const PORT = 4000;
const REQUEST: Frame = { kind: 'request', method: 'GET', target: '/', headers: [] };

class TestEndpoint implements Endpoint {
  readonly party: Party;

  constructor(name: string) {
    this.party = { name, service: name };
  }

  readonly heard: ToEnd[] = [];

  deliver(message: ToEnd): void {
    this.heard.push(message);
  }
}

let ports: PortTable<Listener>;
let network: Switch;
let client: TestEndpoint;
let server: TestEndpoint;

beforeEach(() => {
  ports = new PortTable();
  network = new Switch(
    ports,
    new Network({
      nowMs: () => 0,
      setTimer: () => () => {},
      random: createRandom(1),
      latencyMs: () => 0,
      record: () => {},
    }),
  );
  client = new TestEndpoint('client');
  server = new TestEndpoint('server');
  ports.take(PORT, { owner: server, id: 7 });
});

/** Connects the client, and gives the id that the server knows the connection by. */
function connect(id = 1): number {
  network.handle(client, { type: 'connect', id, host: 'localhost', port: PORT, intent: null });
  const accept = server.heard.findLast((message) => message.type === 'accept');
  return accept?.id ?? 0;
}

test('both ends of a new connection are told of it', () => {
  const far = connect();
  expect(client.heard).toEqual([{ type: 'connected', id: 1, localPort: expect.any(Number) }]);
  expect(server.heard).toMatchObject([{ type: 'accept', listener: 7, id: far, localPort: PORT }]);
});

test('a port where nobody listens refuses, and an unknown host is not found', () => {
  network.handle(client, { type: 'connect', id: 1, host: 'localhost', port: 1, intent: null });
  network.handle(client, { type: 'connect', id: 2, host: 'example.org', port: PORT, intent: null });
  expect(client.heard).toEqual([
    { type: 'connect-failed', id: 1, code: 'ECONNREFUSED' },
    { type: 'connect-failed', id: 2, code: 'ENOTFOUND' },
  ]);
});

test('frames go to the other end alone, in order', () => {
  const far = connect();
  network.handle(client, { type: 'frame', id: 1, frame: REQUEST });
  network.handle(client, { type: 'frame', id: 1, frame: { kind: 'end', trailers: [] } });
  network.handle(server, { type: 'frame', id: far, frame: { kind: 'credit', bytes: 1 } });
  expect(server.heard.slice(1)).toEqual([
    { type: 'frame', id: far, frame: REQUEST },
    { type: 'frame', id: far, frame: { kind: 'end', trailers: [] } },
  ]);
  expect(client.heard.slice(1)).toEqual([
    { type: 'frame', id: 1, frame: { kind: 'credit', bytes: 1 } },
  ]);
});

test("nobody can speak, end or break in another's name", () => {
  const far = connect();
  const thief = new TestEndpoint('thief');
  const before = [client.heard.length, server.heard.length];
  for (const id of [1, far]) {
    network.handle(thief, { type: 'frame', id, frame: REQUEST });
    network.handle(thief, { type: 'end', id });
    network.handle(thief, { type: 'reset', id });
  }
  expect([client.heard.length, server.heard.length]).toEqual(before);
  network.handle(client, { type: 'frame', id: 1, frame: REQUEST });
  expect(server.heard.at(-1)).toMatchObject({ type: 'frame', id: far });
});

test('an end and a reset are told once, and nothing is said after them', () => {
  const far = connect();
  network.handle(client, { type: 'end', id: 1 });
  network.handle(client, { type: 'frame', id: 1, frame: REQUEST });
  network.handle(server, { type: 'frame', id: far, frame: REQUEST });
  network.handle(server, { type: 'reset', id: far });
  expect(server.heard.slice(1)).toEqual([{ type: 'ended', id: far }]);
  expect(client.heard.slice(1)).toEqual([]);
});

test('whoever was connected with an endpoint that died sees a reset', () => {
  connect(1);
  connect(2);
  network.drop(server);
  expect(client.heard.slice(2)).toEqual([
    { type: 'reset', id: 1 },
    { type: 'reset', id: 2 },
  ]);
});

test('a port belongs to one, until it is released; free ones go round', () => {
  expect(ports.take(PORT, { owner: client, id: 1 })).toBe(false);
  ports.release(PORT);
  expect(ports.take(PORT, { owner: client, id: 1 })).toBe(true);
  const [first, second] = [ports.free(), ports.free()];
  expect(first).not.toBe(second);
});
