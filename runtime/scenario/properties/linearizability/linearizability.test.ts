import { describe, expect, test } from 'vitest';
import { fc } from '../../../../test/support/properties.ts';
import { createRandom } from '../../../network/index.ts';
import {
  checkLinearizable,
  counter,
  keyValue,
  lock,
  type Model,
  type Operation,
  queue,
  type RegisterInput,
  type RegisterOutput,
  register,
} from './index.ts';

type Seen = Operation<RegisterInput, RegisterOutput>;

const read = (client: string, callMs: number, returnMs: number, output: string | null): Seen => ({
  client,
  input: { kind: 'read' },
  callMs,
  returnMs,
  output,
});
const write = (client: string, callMs: number, returnMs: number, value: string): Seen => ({
  client,
  input: { kind: 'write', value },
  callMs,
  returnMs,
  output: true,
});

describe('a register', () => {
  test('a read that overlaps a write may see it, or not yet', () => {
    for (const seen of [null, 'a']) {
      const history = [write('x', 0, 10, 'a'), read('y', 5, 6, seen)];
      expect(checkLinearizable(register, history).outcome).toBe('linearizable');
    }
  });

  test('a read that began after a write had ended must see it', () => {
    const history = [write('x', 0, 10, 'a'), read('y', 11, 12, null)];
    expect(checkLinearizable(register, history)).toMatchObject({
      outcome: 'not-linearizable',
      prefix: [history[0]],
      conflicting: [history[1]],
      sentence:
        'No order explains what was seen: after write("a"), none of these can come next: y: read() → null.',
    });
  });

  test('what one reader saw, a later one cannot unsee', () => {
    const history = [write('x', 0, 100, 'a'), read('y', 10, 20, 'a'), read('z', 30, 40, null)];
    expect(checkLinearizable(register, history).outcome).toBe('not-linearizable');
  });

  test('a write without an answer may have taken effect late, or never', () => {
    const lost: Seen = {
      client: 'x',
      input: { kind: 'write', value: 'a' },
      callMs: 0,
      returnMs: Number.POSITIVE_INFINITY,
      output: undefined,
    };
    for (const seen of [
      [null, null],
      [null, 'a'],
      ['a', 'a'],
    ]) {
      const reads = seen.map((value, index) => read('y', 10 * index + 1, 10 * index + 2, value));
      expect(checkLinearizable(register, [lost, ...reads]).outcome).toBe('linearizable');
    }
    const undone = [lost, read('y', 1, 2, 'a'), read('y', 3, 4, null)];
    expect(checkLinearizable(register, undone).outcome).toBe('not-linearizable');
  });

  test('operations at the same instant overlap', () => {
    const history = [write('x', 0, 10, 'a'), read('y', 10, 11, null)];
    expect(checkLinearizable(register, history).outcome).toBe('linearizable');
  });
});

test('of a map each key is decided for itself, and the verdict names it', () => {
  const put = (key: string, callMs: number) => ({
    client: 'x',
    input: { kind: 'write' as const, key, value: 'a' },
    callMs,
    returnMs: callMs + 1,
    output: true,
  });
  const get = (key: string, callMs: number, output: string | null) => ({
    client: 'y',
    input: { kind: 'read' as const, key },
    callMs,
    returnMs: callMs + 1,
    output,
  });
  const history = [put('k', 0), put('l', 0), get('k', 5, 'a'), get('l', 5, null)];
  expect(checkLinearizable(keyValue, history)).toMatchObject({
    outcome: 'not-linearizable',
    partition: 'l',
  });
});

test('an update that was lost is no order of a counter', () => {
  const add = (client: string, callMs: number, output: number) => ({
    client,
    input: { kind: 'add' as const, amount: 1 },
    callMs,
    returnMs: callMs + 10,
    output,
  });
  expect(checkLinearizable(counter, [add('x', 0, 1), add('y', 5, 2)]).outcome).toBe('linearizable');
  expect(checkLinearizable(counter, [add('x', 0, 1), add('y', 5, 1)]).outcome).toBe(
    'not-linearizable',
  );
});

test('two that both got the lock are no order of a lock', () => {
  const acquire = (owner: string, callMs: number, output: boolean) => ({
    client: owner,
    input: { kind: 'acquire' as const, owner },
    callMs,
    returnMs: callMs + 1,
    output,
  });
  expect(checkLinearizable(lock, [acquire('x', 0, true), acquire('y', 5, false)]).outcome).toBe(
    'linearizable',
  );
  expect(checkLinearizable(lock, [acquire('x', 0, true), acquire('y', 5, true)]).outcome).toBe(
    'not-linearizable',
  );
});

test('a queue that swaps what came one after the other is none', () => {
  const step = (
    callMs: number,
    input: Parameters<typeof queue.step>[1],
    output: string | null,
  ) => ({
    client: 'x',
    input,
    callMs,
    returnMs: callMs + 1,
    output,
  });
  const filled = [
    step(0, { kind: 'enqueue', value: 'a' }, null),
    step(2, { kind: 'enqueue', value: 'b' }, null),
  ];
  const take = (callMs: number, output: string | null) => step(callMs, { kind: 'dequeue' }, output);
  const good = [...filled, take(4, 'a'), take(6, 'b'), take(8, null)];
  expect(checkLinearizable(queue, good).outcome).toBe('linearizable');
  expect(checkLinearizable(queue, [...filled, take(4, 'b')]).outcome).toBe('not-linearizable');
});

/** A history of a real register: each operation takes effect at one moment within its time. */
function recorded(seed: number, clients: number, each: number): Seen[] {
  const random = createRandom(seed);
  const moments = Array.from({ length: clients }, (_, client) => {
    let nowMs = 0;
    return Array.from({ length: each }, () => {
      const callMs = nowMs + random.integer(10);
      const atMs = callMs + 1 + random.integer(20);
      const returnMs = atMs + 1 + random.integer(20);
      nowMs = returnMs + 1;
      return { client: `c${client}`, callMs, atMs, returnMs, isWrite: random.integer(2) === 0 };
    });
  }).flat();
  let value: string | null = null;
  return moments
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ client, callMs, returnMs, isWrite }) => {
      if (!isWrite) return read(client, callMs, returnMs, value);
      value = String(random.integer(5));
      return write(client, callMs, returnMs, value);
    });
}

test('histories of a real register are linearizable, thousands of operations long', () => {
  for (const seed of [1, 2, 3]) {
    expect(checkLinearizable(register, recorded(seed, 8, 500))).toEqual({
      outcome: 'linearizable',
      operations: 4000,
    });
  }
});

test('one answer that is wrong is found in a history of thousands', () => {
  const history = recorded(4, 8, 500);
  const index = history.findIndex(({ input, callMs }) => input.kind === 'read' && callMs > 5000);
  const wrong = history.with(index, { ...(history[index] as Seen), output: 'never written' });
  const found = checkLinearizable(register, wrong);
  expect(found).toMatchObject({ outcome: 'not-linearizable' });
  if (found.outcome === 'not-linearizable') {
    expect(found.conflicting).toContainEqual(wrong[index]);
    expect(found.prefix.length).toBeGreaterThan(500);
  }
});

test('a budget that is too small is inconclusive, and says so', () => {
  expect(checkLinearizable(register, recorded(5, 8, 500), 100)).toEqual({
    outcome: 'inconclusive',
    undecided: ['all of it'],
    steps: 100,
  });
});

test('large states spend a budget as fast as they take time and memory', () => {
  const add = (value: string, callMs: number, returnMs: number) => ({
    client: value,
    input: { kind: 'enqueue' as const, value },
    callMs,
    returnMs,
    output: null,
  });
  const filled = Array.from({ length: 500 }, (_, at) => add(`first-${at}`, 2 * at, 2 * at + 1));
  const atOnce = Array.from({ length: 16 }, (_, at) => add(`late-${at}`, 2000, 2001));
  const never = { ...add('', 3000, 3001), input: { kind: 'dequeue' as const }, output: 'never' };
  let characters = 0;
  const measured: typeof queue = {
    ...queue,
    keyOf(values) {
      const key = queue.keyOf(values);
      characters += key.length;
      return key;
    },
  };
  const found = checkLinearizable(measured, [...filled, ...atOnce, never], 100_000);
  expect(found).toMatchObject({ outcome: 'inconclusive', undecided: ['all of it'] });
  expect(characters).toBeLessThan(100_000 * 64 * 1.1);
});

test.each([
  [10, 5],
  [Number.NaN, 5],
  [0, Number.NaN],
])('an operation from %d ms to %d ms is refused, for nothing can be said of it', (from, to) => {
  expect(() => checkLinearizable(register, [read('x', from, to, null)])).toThrow(
    `an operation of x was called at ${from} ms and returned at ${to} ms`,
  );
});

test('agrees with trying every order, on small histories of any kind', () => {
  const operation = fc.record({
    client: fc.constantFrom('x', 'y', 'z'),
    callMs: fc.nat(10),
    takesMs: fc.nat(6),
    input: fc.oneof(
      fc.constant({ kind: 'read' as const }),
      fc.record({ kind: fc.constant('write' as const), value: fc.constantFrom('a', 'b') }),
      fc.record({
        kind: fc.constant('cas' as const),
        from: fc.constantFrom(null, 'a', 'b'),
        to: fc.constantFrom('a', 'b'),
      }),
    ),
    seen: fc.constantFrom(null, 'a', 'b'),
    swapped: fc.boolean(),
    answered: fc.integer({ min: 0, max: 5 }).map((one) => one > 0),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 6 }), (drawn) => {
      const history = drawn.map(
        ({ client, callMs, takesMs, input, seen, swapped, answered }): Seen => {
          const output = { read: seen, write: true, cas: swapped }[input.kind];
          const returnMs = answered ? callMs + takesMs : Number.POSITIVE_INFINITY;
          return { client, callMs, input, returnMs, output: answered ? output : undefined };
        },
      );
      const found = checkLinearizable(register, history).outcome;
      expect(found).toBe(hasOrder(register, history) ? 'linearizable' : 'not-linearizable');
    }),
    { numRuns: 2000 },
  );
});

/** The definition itself, in time that grows with the factorial. */
function hasOrder<State, Input, Output>(
  model: Model<State, Input, Output>,
  left: readonly Operation<Input, Output>[],
  state = model.initial,
): boolean {
  if (left.length === 0) return true;
  return left.some((one) => {
    if (left.some((other) => other.returnMs < one.callMs)) return false;
    const next = model.step(state, one.input, one.output);
    return (
      next !== undefined &&
      hasOrder(
        model,
        left.filter((other) => other !== one),
        next,
      )
    );
  });
}
