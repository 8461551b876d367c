import { expect, test } from 'vitest';
import type { Fault, FaultInput, Happening } from '../../runtime/network/index.ts';
import { fc, IS_LONG } from '../support/properties.ts';
import { type Caller, World } from './world.ts';

const RUNS = IS_LONG ? 5000 : 300;

/** When every fault has been lifted, in milliseconds. */
const HEALED_MS = 2000;

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('latency' as const),
    latencyMs: fc.nat(50),
    jitterMs: fc.nat(50),
  }),
  fc.record({
    kind: fc.constant('bandwidth' as const),
    bytesPerSecond: fc.integer({ min: 100, max: 10_000 }),
  }),
  fc.record({
    kind: fc.constant('partition' as const),
    direction: fc.constantFrom('one-way' as const, 'both' as const),
  }),
  fc.record({
    kind: fc.constantFrom(
      'lost-request' as const,
      'lost-reply' as const,
      'duplicate' as const,
      'refusal' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('reset' as const),
    during: fc.constantFrom('request' as const, 'reply' as const),
    afterBytes: fc.nat(60),
  }),
  fc.record({ kind: fc.constant('error' as const), status: fc.constantFrom(500, 503) }),
);

const party = fc.constantFrom('any', 'p-0', 'p-1', 'p-2', 'p0', 'p1');

const rule: fc.Arbitrary<FaultInput> = fc
  .record({ from: party, to: party, share: fc.constantFrom(1, 0.5), fault })
  .map(({ share, ...rest }) => (rest.fault.kind === 'partition' ? rest : { share, ...rest }));

const caller = (patient: boolean): fc.Arbitrary<Caller> =>
  fc.record({
    from: fc.nat(2),
    to: fc.nat(2),
    calls: fc.integer({ min: 1, max: 5 }),
    pieces: fc.nat(3),
    deadlineMs: patient ? fc.constant(null) : fc.constantFrom(20, 100, 400),
  });

const scenario = (patient: boolean) =>
  fc.record({
    seed: fc.nat(2 ** 31),
    callers: fc.array(caller(patient), { minLength: 1, maxLength: 6 }),
    changes: fc.array(fc.record({ atMs: fc.nat(500), rules: fc.array(rule, { maxLength: 3 }) }), {
      maxLength: 4,
    }),
  });

type Scenario = typeof scenario extends (patient: boolean) => fc.Arbitrary<infer S> ? S : never;

function play({ seed, callers, changes }: Scenario): World {
  const world = new World(seed, 3);
  for (const { atMs, rules } of changes) world.at(atMs, () => world.set(rules));
  for (const [index, one] of callers.entries()) {
    world.at(index, () => world.call(one, `c${index}`));
  }
  world.at(HEALED_MS, () => world.set([]));
  expect(world.run()).toBe(true);
  return world;
}

const check = (property: (world: World, played: Scenario) => void, patient = false) =>
  fc.assert(
    fc.property(scenario(patient), (played) => property(play(played), played)),
    { numRuns: RUNS },
  );

const of = <T extends Happening['type']>(world: World, type: T) =>
  world.ledger.filter((one): one is Extract<Happening, { type: T }> => one.type === type);

/** The kinds of faults that struck each exchange. */
function strikesOf(world: World): Map<number, Set<string>> {
  const strikes = new Map<number, Set<string>>();
  for (const { id, fault: kind } of of(world, 'fault-struck')) {
    if (id !== null) strikes.set(id, (strikes.get(id) ?? new Set()).add(kind));
  }
  return strikes;
}

test('no request is delivered twice without a duplicate fault', () => {
  check((world) => {
    const strikes = strikesOf(world);
    const duplicated = new Set(
      of(world, 'request').flatMap(({ id, path }) =>
        strikes.get(id)?.has('duplicate') ? [path.slice(1)] : [],
      ),
    );
    const counts = new Map<string, number>();
    for (const { call, piece } of world.taken) {
      if (piece === 0) counts.set(call, (counts.get(call) ?? 0) + 1);
    }
    for (const [call, count] of counts) {
      expect(count, call).toBeLessThanOrEqual(duplicated.has(call) ? 2 : 1);
    }
  });
});

test('order is kept on a connection', () => {
  check((world) => {
    const last = new Map<number, { call: number; piece: number }>();
    for (const { connection, call, piece } of world.taken) {
      const number = Number(call.split('.')[1]);
      const before = last.get(connection);
      if (before !== undefined) {
        const isNext = number === before.call ? piece === before.piece + 1 : piece === 0;
        expect(isNext && number >= before.call, `${call} ${piece}`).toBe(true);
      }
      last.set(connection, { call: number, piece });
    }
  });
});

test('nothing is lost without a loss fault: patient callers get every answer once it has healed', () => {
  check((world) => {
    const strikes = strikesOf(world);
    const answered = new Set(of(world, 'response').map(({ id }) => id));
    for (const { id } of of(world, 'request')) {
      const kinds = strikes.get(id) ?? new Set();
      const isHarmed = ['lost-request', 'lost-reply', 'reset'].some((kind) => kinds.has(kind));
      if (!isHarmed) expect(answered.has(id), `exchange ${id}`).toBe(true);
    }
  }, true);
});

test('partitions heal: what they held back arrives', () => {
  const partition: FaultInput = { fault: { kind: 'partition', direction: 'both' } };
  fc.assert(
    fc.property(scenario(true), fc.nat(100), (played, atMs) => {
      const world = play({ ...played, changes: [{ atMs, rules: [partition] }] });
      const calls = played.callers.reduce((sum, { calls }) => sum + calls, 0);
      expect(of(world, 'response')).toHaveLength(calls);
      expect([...world.outcomes.values()]).toEqual(
        Array.from({ length: calls }, () => ['answered']),
      );
    }),
    { numRuns: RUNS },
  );
});

test('every request ends in exactly one of answered, failed, timed out', () => {
  check((world, { callers }) => {
    const calls = callers.flatMap((one, index) =>
      Array.from({ length: one.calls }, (_, call) => `c${index}.${call}`),
    );
    const reached = calls.filter((call) => world.outcomes.has(call));
    for (const call of reached) expect(world.outcomes.get(call), call).toHaveLength(1);
    expect(reached).toEqual(calls);
    const ends = [...of(world, 'response'), ...of(world, 'request-failed')].map(({ id }) => id);
    const requests = of(world, 'request').map(({ id }) => id);
    expect(ends.toSorted((a, b) => a - b)).toEqual(requests.toSorted((a, b) => a - b));
  });
});
