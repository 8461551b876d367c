import { expect, test } from 'vitest';
import { fc, IS_LONG } from '../../../test/support/properties.ts';
import { createLab, type Lab, readAnswer } from './testing/lab.ts';

const RUNS = IS_LONG ? 500 : 25;

/** What a key is, as a model of a few lines has it. */
interface ModelKey {
  readonly value: string;
  readonly index: number;
  readonly lockIndex: number;
  readonly holder: number | null;
}

const step = fc.oneof(
  fc.record({ op: fc.constant('set' as const), key: fc.nat(2), value: fc.nat(2) }),
  fc.record({
    op: fc.constant('cas' as const),
    key: fc.nat(2),
    value: fc.nat(2),
    index: fc.constantFrom('zero', 'current', 'stale'),
  }),
  fc.record({
    op: fc.constantFrom('acquire' as const, 'release' as const),
    key: fc.nat(2),
    value: fc.nat(2),
    session: fc.nat(1),
  }),
  fc.record({ op: fc.constant('delete' as const), key: fc.nat(2) }),
  fc.record({
    op: fc.constant('delete-cas' as const),
    key: fc.nat(2),
    index: fc.constantFrom('zero', 'current', 'stale'),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

test('cas, acquire and release do what a small model of them does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const lab = await createLab();
      const create = async () => (await lab.ask('PUT /v1/session/create')).json.ID;
      const sessions = [await create(), await create()];
      const model = new Map<number, ModelKey>();
      for (const each of steps) {
        const before = model.get(each.key);
        const expected = predict(before, each);
        const answer = await lab.ask(...requestOf(each, before, sessions));
        expect([each, answer.json]).toEqual([each, expected.answer]);
        const read = await lab.ask(`GET /v1/kv/k${each.key}`);
        if (expected.key === undefined) {
          expect(read.status).toBe(404);
          model.delete(each.key);
          continue;
        }
        const { holder, lockIndex, value } = expected.key;
        const [row] = read.json;
        expect([
          row.LockIndex,
          row.Session,
          Buffer.from(row.Value ?? '', 'base64').toString(),
        ]).toEqual([lockIndex, holder === null ? undefined : sessions[holder], value]);
        if (before !== undefined && sameKey(before, expected.key)) {
          expect(read.index).toBe(before.index);
        } else if (before !== undefined) {
          expect(read.index).toBeGreaterThan(before.index);
        }
        model.set(each.key, { ...expected.key, index: read.index });
      }
      lab.consul.close();
    }),
    { numRuns: RUNS },
  );
});

function predict(
  before: ModelKey | undefined,
  each: Step,
): { readonly answer: boolean; readonly key: ModelKey | undefined } {
  const refused = { answer: false, key: before };
  const { index, lockIndex, holder } = before ?? { index: 0, lockIndex: 0, holder: null };
  const written = (lock: { lockIndex: number; holder: number | null }) => ({
    answer: true,
    key: { value: 'value' in each ? String(each.value) : '', index, ...lock },
  });
  switch (each.op) {
    case 'set':
      return written({ lockIndex, holder });
    case 'cas':
      return indexOf(each.index, before) === index ? written({ lockIndex, holder }) : refused;
    case 'acquire':
      if (holder !== null && holder !== each.session) return refused;
      return written({ lockIndex: lockIndex + (holder === null ? 1 : 0), holder: each.session });
    case 'release':
      return holder === each.session ? written({ lockIndex, holder: null }) : refused;
    case 'delete':
      return { answer: true, key: undefined };
    case 'delete-cas': {
      const isCurrent = before === undefined || indexOf(each.index, before) === index;
      return isCurrent ? { answer: true, key: undefined } : refused;
    }
  }
}

function sameKey(left: ModelKey, right: ModelKey): boolean {
  return (
    left.value === right.value && left.lockIndex === right.lockIndex && left.holder === right.holder
  );
}

function indexOf(which: string, before: ModelKey | undefined): number {
  if (which === 'zero') return 0;
  return (before?.index ?? 0) + (which === 'stale' ? 1000 : 0);
}

function requestOf(
  each: Step,
  before: ModelKey | undefined,
  sessions: readonly string[],
): [line: string, body?: string] {
  const path = `/v1/kv/k${each.key}`;
  switch (each.op) {
    case 'set':
      return [`PUT ${path}`, String(each.value)];
    case 'cas':
      return [`PUT ${path}?cas=${indexOf(each.index, before)}`, String(each.value)];
    case 'acquire':
    case 'release':
      return [`PUT ${path}?${each.op}=${sessions[each.session]}`, String(each.value)];
    case 'delete':
      return [`DELETE ${path}`];
    case 'delete-cas':
      return [`DELETE ${path}?cas=${indexOf(each.index, before)}`];
  }
}

const QUERIES = [
  'kv/a',
  'kv/b/1',
  'kv/b?recurse',
  'kv/?keys',
  'catalog/services',
  'catalog/nodes',
  'health/service/web',
  'health/service/db',
  'health/state/any',
  'session/list',
];

const WRITES: [line: string, body?: unknown][] = [
  ['PUT /v1/kv/a', '1'],
  ['PUT /v1/kv/a', '2'],
  ['PUT /v1/kv/b/1', '1'],
  ['PUT /v1/kv/b/2', '1'],
  ['DELETE /v1/kv/a'],
  ['DELETE /v1/kv/b?recurse'],
  ['PUT /v1/agent/service/register', { Name: 'web', Check: { TTL: '1h', Status: 'passing' } }],
  ['PUT /v1/agent/service/register', { Name: 'web', Port: 7 }],
  ['PUT /v1/agent/service/register', { Name: 'db' }],
  ['PUT /v1/agent/check/fail/service:web'],
  ['PUT /v1/agent/check/pass/service:web'],
  ['PUT /v1/agent/service/deregister/web'],
  ['PUT /v1/agent/service/deregister/db'],
  ['PUT /v1/agent/maintenance?enable=true'],
  ['PUT /v1/agent/maintenance?enable=false'],
  ['PUT /v1/catalog/register', { Node: 'n', Address: 'a', Service: { Service: 'web' } }],
  ['PUT /v1/catalog/deregister', { Node: 'n' }],
  ['PUT /v1/session/create', { TTL: '10s' }],
];

const history = fc.array(
  fc.record({ write: fc.nat(WRITES.length - 1), pauseMs: fc.constantFrom(0, 3, 50, 25_000) }),
  { minLength: 1, maxLength: 25 },
);

test('an index never goes backwards, and an answer that differs has a greater one', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const lab = await createLab();
      const last = new Map<string, { index: number; text: string }>();
      for (const { write, pauseMs } of steps) {
        await lab.ask(...(WRITES[write] as [string, unknown]));
        await lab.time.pass(pauseMs);
        for (const query of QUERIES) {
          const { index, text } = await lab.ask(`GET /v1/${query}`);
          const before = last.get(query);
          if (before !== undefined) {
            expect([query, index]).toEqual([query, Math.max(index, before.index)]);
            if (before.text !== text) expect(index).toBeGreaterThan(before.index);
          }
          last.set(query, { index, text });
        }
      }
      lab.consul.close();
    }),
    { numRuns: Math.ceil(RUNS / 4) },
  );
});

test('whoever follows a query by its index ends with what there is, whatever came how fast', async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(...QUERIES), async (steps, query) => {
      const lab = await createLab();
      const follower = follow(lab, query);
      for (const { write, pauseMs } of steps) {
        const [line, body] = WRITES[write] as [string, unknown];
        void lab.send(line, body);
        await lab.time.pass(pauseMs);
      }
      await lab.time.pass(1_000);
      const now = await lab.ask(`GET /v1/${query}`);
      expect([query, follower.last()]).toEqual([query, now.text]);
      follower.stop();
      lab.consul.close();
    }),
    { numRuns: RUNS },
  );
});

/** A client that asks again with the index of each answer. */
function follow(lab: Lab, query: string) {
  let last = '';
  let stopped = false;
  const run = async () => {
    let index = 0;
    while (!stopped) {
      const mark = query.includes('?') ? '&' : '?';
      const answer = await readAnswer(await lab.send(`GET /v1/${query}${mark}index=${index}`));
      last = answer.text;
      index = answer.index;
    }
  };
  void run();
  return {
    last: () => last,
    stop: () => {
      stopped = true;
    },
  };
}
