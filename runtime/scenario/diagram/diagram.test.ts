import { expect, test } from 'vitest';
import type { Happening, LedgerEvent } from '../../network/index.ts';
import { diagramOf, svgOf } from './index.ts';
import { unreadable } from './testing.ts';

/** A ledger from what happened at which times. */
function ledger(...happenings: [number, Happening][]): LedgerEvent[] {
  return happenings.map(([atMs, happening], seq) => ({ seq, atMs, ...happening }));
}

const start = (instance: string, atMs: number): [number, Happening][] => [
  [atMs, { type: 'starting', instance, service: 'any', port: 1 }],
  [atMs + 1, { type: 'listening', instance, service: 'any', port: 1, tookMs: 1 }],
];
const request = (id: number, from: string, to: string): Happening => ({
  type: 'request',
  id,
  connection: id,
  from,
  to,
  method: 'GET',
  path: `/${id}`,
  headers: [],
  body: { text: '', bytes: 0 },
  cause: null,
});
const delivered = (id: number, what: 'request' | 'copy'): Happening => ({
  type: 'delivered',
  id,
  from: 'orders-1',
  to: 'users-1',
  what,
});
const replied = (id: number): Happening => ({
  type: 'replied',
  id,
  from: 'users-1',
  to: 'orders-1',
  status: 200,
});
const response = (id: number): Happening => ({
  type: 'response',
  id,
  from: 'users-1',
  to: 'orders-1',
  status: 200,
  headers: [],
  body: { text: '', bytes: 0 },
  tookMs: 1,
});
const struck = (id: number, fault: 'lost-request' | 'lost-reply'): Happening => ({
  type: 'fault-struck',
  rule: 'a',
  fault,
  id,
  from: 'orders-1',
  to: 'users-1',
});
const gaveUp = (id: number): Happening => ({
  type: 'request-failed',
  id,
  from: 'orders-1',
  to: 'users-1',
  code: 'ABORT_ERR',
  message: '',
  tookMs: 1,
});

const BOTH = [...start('orders-1', 0), ...start('users-1', 2)];

const messages = (...happenings: [number, Happening][]) =>
  diagramOf(ledger(...BOTH, ...happenings), null).messages.map(
    ({ kind, sentMs, arrivedMs, fate }) => `${kind} ${sentMs}-${arrivedMs} ${fate}`,
  );

test('a request and its answer are two arrows, as steep as they were slow', () => {
  expect(
    messages(
      [10, request(1, 'orders-1', 'users-1')],
      [15, delivered(1, 'request')],
      [20, replied(1)],
      [26, response(1)],
    ),
  ).toEqual(['request 10-15 arrived', 'reply 20-26 arrived']);
});

test('where nothing says that it came later, it came at once', () => {
  expect(messages([10, request(1, 'orders-1', 'users-1')], [26, response(1)])).toEqual([
    'request 10-10 arrived',
    'reply 26-26 arrived',
  ]);
});

test('lost requests, lost replies and copies are told apart', () => {
  expect(
    messages(
      [10, request(1, 'orders-1', 'users-1')],
      [10, struck(1, 'lost-request')],
      [40, gaveUp(1)],
    ),
  ).toEqual(['request 10-10 lost']);
  expect(
    messages(
      [10, request(1, 'orders-1', 'users-1')],
      [20, struck(1, 'lost-reply')],
      [20, replied(1)],
      [40, gaveUp(1)],
    ),
  ).toEqual(['request 10-10 arrived', 'reply 20-20 lost']);
  expect(
    messages(
      [10, request(1, 'orders-1', 'users-1')],
      [12, delivered(1, 'copy')],
      [20, response(1)],
    ),
  ).toEqual(['request 10-10 arrived', 'copy 10-12 arrived', 'reply 20-20 arrived']);
});

test('each column shows what its instance was, from when to when', () => {
  const { columns } = diagramOf(
    ledger(
      ...BOTH,
      [10, request(1, 'learner', 'users-1')],
      [20, { type: 'signalled', instance: 'users-1', signal: 'SIGSTOP' }],
      [30, { type: 'signalled', instance: 'users-1', signal: 'SIGCONT' }],
      [40, { type: 'exited', instance: 'users-1', service: 'any', code: null, signal: 'SIGKILL' }],
      [50, { type: 'synced', changed: [], removed: [], errors: 0 }],
    ),
    null,
  );
  expect(columns[1]?.states.map(({ state, fromMs, toMs }) => `${state} ${fromMs}-${toMs}`)).toEqual(
    ['starting 2-3', 'running 3-20', 'paused 20-30', 'running 30-40', 'dead 40-50'],
  );
});

test('columns stand as services first spoke, and what was started again beside what it was', () => {
  const { columns } = diagramOf(
    ledger(
      ...start('bank-1', 0),
      ...start('orders-1', 2),
      ...start('idle-1', 4),
      [10, request(1, 'learner', 'orders-1')],
      [11, request(2, 'orders-1', 'bank-1')],
      ...start('orders-2', 20),
    ),
    null,
  );
  const names = columns.map(({ name }) => name);
  expect(names).toEqual(['learner', 'orders-1', 'orders-2', 'bank-1', 'idle-1']);
});

test('a request to an instance that crashes is broken off, and notes say what befell whom', () => {
  const { messages, notes } = diagramOf(
    ledger(
      ...BOTH,
      [10, request(1, 'orders-1', 'users-1')],
      [12, { type: 'crash-point', instance: 'users-1', point: 'before reply-sent GET /1' }],
      [12, { type: 'exited', instance: 'users-1', service: 'any', code: null, signal: 'SIGKILL' }],
      [13, { type: 'faults-set', rules: [] }],
      [3012, gaveUp(1)],
    ),
    null,
  );
  expect(messages).toMatchObject([{ sentMs: 10, arrivedMs: 3012, fate: 'broken' }]);
  expect(notes).toEqual([
    { column: 'users-1', atMs: 12, text: 'crashed before answering GET /1' },
    { column: null, atMs: 13, text: 'no faults' },
    { column: 'orders-1', atMs: 3012, text: 'gave up' },
  ]);
});

/** Two hundred messages between five, with a pause of three seconds in the middle. */
function longRun(): LedgerEvent[] {
  const names = ['a-1', 'b-1', 'c-1', 'd-1', 'e-1'];
  const happenings: [number, Happening][] = names.flatMap((name) => start(name, 0));
  for (let id = 1; id <= 100; id++) {
    const atMs = 10 + id * 2 + (id > 50 ? 3000 : 0);
    const [from = '', to = ''] = [names[id % 5], names[(id + 1) % 5]];
    happenings.push(
      [atMs, request(id, from, to)],
      [atMs + 1, { ...response(id), from: to, to: from } as Happening],
    );
  }
  return ledger(...happenings);
}

test('quiet stretches are folded, and what happens keeps its order and its distance', () => {
  const svg = svgOf(diagramOf(longRun(), 150), 'A long run');
  expect(svg.match(/class="fold"/g)).toHaveLength(1);
  expect(svg.match(/class="message /g)).toHaveLength(200);
  expect(svg).toContain('failed here');
  const heights = [...svg.matchAll(/class="message request arrived"[^>]* y1="([\d.]+)"/g)].map(
    ([, y]) => Number(y),
  );
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  const steps = heights.slice(1).map((y, index) => y - (heights[index] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(13);
  expect(Number(svg.match(/viewBox="0 0 \d+ ([\d.]+)"/)?.[1])).toBeLessThan(4000);
});

/** Everything at once: five instances that talk, die and give up within few moments. */
function denseRun(): LedgerEvent[] {
  const names = ['a-1', 'b-1', 'c-1', 'd-1', 'e-1'];
  const happenings: [number, Happening][] = names.flatMap((name) => start(name, 0));
  for (let id = 1; id <= 100; id++) {
    const atMs = 10 + Math.floor(id / 7) * 0.1;
    const [from = '', to = ''] = [names[(id * 3) % 5], names[(id * 3 + 1 + (id % 4)) % 5]];
    happenings.push(
      [atMs, { ...request(id, from, to), path: `/a-long-path-of/${id}` } as Happening],
      [
        atMs + (id % 3) * 0.05,
        { ...(id % 4 === 0 ? gaveUp(id) : response(id)), from: to, to: from } as Happening,
      ],
    );
  }
  for (const instance of names) {
    const exited = { instance, service: 'any', code: null, signal: 'SIGKILL' } as const;
    happenings.push(
      [11, { type: 'crash-point', instance, point: 'before it sent POST /to-somebody-far-away' }],
      [11, { type: 'exited', ...exited }],
    );
  }
  return ledger(...happenings.sort(([a], [b]) => a - b));
}

test('of 200 messages between five instances all words can be read, however dense', () => {
  expect(unreadable(longRun(), 150)).toEqual([]);
  expect(unreadable(denseRun(), 90)).toEqual([]);
});

test('what came alike at one moment is written once, and how often it came', () => {
  const many = [1, 2, 3].map((id): [number, Happening] => [
    5,
    { ...request(id, 'orders-1', 'users-1'), path: '/' } as Happening,
  ]);
  const svg = svgOf(diagramOf(ledger(...BOTH, ...many), null), 'Three at once');
  expect(svg.match(/class="message /g)).toHaveLength(3);
  expect(svg.match(/>GET \/[^<]*</g)).toEqual(['>GET / ×3<']);
});

test('what services name themselves cannot break out of the picture', () => {
  const run = ledger([0, request(1, '<script>alert(1)</script>', '"&')]);
  const svg = svgOf(diagramOf(run, null), '</title><b>');
  expect(svg).not.toMatch(/<script|<b>/);
  expect(svg).toContain('&lt;script&gt;');
});

test('a run in which nothing happened can be drawn too', () => {
  expect(svgOf(diagramOf([], null), 'Nothing')).toContain('0 parties, 0 messages');
});

test('bands show who held a lock, as the registry saw it, on the column of who made its lease', () => {
  const lock = (holder: string | null): Happening => ({
    type: 'registry',
    instance: 'registry-1',
    observation: {
      kind: 'etcd-lock-changed',
      name: 'till',
      holder: holder === null ? null : { key: `till/${holder}`, lease: holder, revision: 2 },
      waiting: [],
    },
  });
  const granted = (lease: string): Happening => ({
    type: 'registry',
    instance: 'registry-1',
    observation: { kind: 'etcd-lease-granted', lease, leftMs: 2000 },
  });
  const grant = (id: number, from: string): Happening => ({
    ...(request(id, from, 'registry-1') as Happening & { type: 'request' }),
    path: '/v3/lease/grant',
  });
  const run = ledger(
    ...BOTH,
    [10, grant(1, 'orders-1')],
    [11, granted('7')],
    [12, { ...(response(1) as Happening & { type: 'response' }), from: 'registry-1' }],
    [13, grant(2, 'users-1')],
    [14, granted('8')],
    [20, lock('7')],
    [2020, lock('8')],
    [2500, lock(null)],
    [2600, lock('9')],
  );
  expect(diagramOf(run, null).locks).toEqual([
    { instance: 'orders-1', lock: 'till', fromMs: 20, toMs: 2020 },
    { instance: 'users-1', lock: 'till', fromMs: 2020, toMs: 2500 },
  ]);
});

test('a key of etcd that has a lease is a band too, unless it stands in the line for a lock', () => {
  const told = (
    observation: Extract<Happening, { type: 'registry' }>['observation'],
  ): Happening => ({
    type: 'registry',
    instance: 'registry-1',
    observation,
  });
  const put = (key: string, lease: string | null) =>
    told({ kind: 'etcd-key-put', key, value: '', revision: 2, version: 1, lease });
  const run = ledger(
    ...BOTH,
    [
      10,
      {
        ...(request(1, 'orders-1', 'registry-1') as Happening & { type: 'request' }),
        path: '/v3/lease/grant',
      },
    ],
    [11, told({ kind: 'etcd-lease-granted', lease: '26', leftMs: 2000 })],
    [20, put('locks/book', '26')],
    [21, put('settings', null)],
    [22, put('till/1a', '26')],
    [30, put('locks/book', '26')],
    [2020, told({ kind: 'etcd-key-deleted', key: 'locks/book', revision: 3 })],
  );
  expect(diagramOf(run, null).locks).toEqual([
    { instance: 'orders-1', lock: 'locks/book', fromMs: 20, toMs: 2020 },
  ]);
});
