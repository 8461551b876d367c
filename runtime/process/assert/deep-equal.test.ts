import nodeAssert from 'node:assert';
import { inspect, isDeepStrictEqual as nodeIsDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { isDeepEqual, isDeepStrictEqual } from './deep-equal.ts';

class Point {
  x = 1;
}
class OtherPoint {
  x = 1;
}

const symbol = Symbol('s');
const cycle: Record<string, unknown> = { name: 'a' };
cycle.self = cycle;
const sameCycle: Record<string, unknown> = { name: 'a' };
sameCycle.self = sameCycle;
const longerCycle: Record<string, unknown> = { name: 'a', self: { name: 'a', self: cycle } };

/** Each is compared with every other, itself included. */
const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  1,
  '1',
  '',
  'a',
  Number.NaN,
  1n,
  symbol,
  () => 1,
  {},
  { a: 1 },
  { a: '1' },
  { a: undefined },
  { b: 1 },
  { a: 1, b: 2 },
  { b: 2, a: 1 },
  { [symbol]: 1 },
  Object.create(null),
  new Point(),
  new OtherPoint(),
  { x: 1 },
  [],
  [1],
  ['1'],
  [1, 2],
  [2, 1],
  [undefined],
  new Array(1),
  Object.assign([1], { extra: 1 }),
  { 0: 1, length: 1 },
  [[1, { a: [2] }]],
  [[1, { a: ['2'] }]],
  [Number.NaN],
  [0],
  [-0],
  new Date(0),
  new Date(1),
  new Date(Number.NaN),
  /a/,
  /a/g,
  /b/,
  new Set(),
  new Set([1]),
  new Set(['1']),
  new Set([1, 2]),
  new Set([2, 1]),
  new Set([{ a: 1 }]),
  new Set([{ a: 2 }]),
  new Set([{ a: 1 }, { a: 2 }]),
  new Set([{ a: 2 }, { a: 1 }]),
  new Set([[1], [1]]),
  new Set([[1], [2]]),
  new Set([null]),
  new Set([undefined]),
  new Map(),
  new Map([[1, 2]]),
  new Map([['1', 2]]),
  new Map([[1, 3]]),
  new Map([[{ a: 1 }, 1]]),
  new Map([[{ a: 1 }, 2]]),
  new Map([
    [{ a: 1 }, 1],
    [{ a: 1 }, 2],
  ]),
  new Map([
    [{ a: 1 }, 2],
    [{ a: 1 }, 1],
  ]),
  new Map([[undefined, 1]]),
  new Map([[null, 1]]),
  new Error('a'),
  new Error('b'),
  new TypeError('a'),
  new Error('a', { cause: 1 }),
  new Error('a', { cause: 2 }),
  new AggregateError([1], 'a'),
  new AggregateError([2], 'a'),
  Object.assign(new Error('a'), { code: 'X' }),
  new Number(1),
  new Number(2),
  new String('1'),
  new Boolean(true),
  Object(1n),
  Object(symbol),
  new Uint8Array([1, 2]),
  new Uint8Array([1, 3]),
  new Int8Array([1, 2]),
  new Float64Array([0]),
  new Float64Array([-0]),
  new Float32Array([Number.NaN]),
  Buffer.from([1, 2]),
  new ArrayBuffer(2),
  new ArrayBuffer(3),
  new DataView(new ArrayBuffer(2)),
  new URL('http://a/'),
  new URL('http://b/'),
  cycle,
  sameCycle,
  longerCycle,
  { a: { b: { c: [1, new Map([[1, new Set([1])]])] } } },
];

function nodeIsDeepEqual(left: unknown, right: unknown): boolean {
  try {
    nodeAssert.deepEqual(left, right);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['strictly', isDeepStrictEqual, nodeIsDeepStrictEqual],
  ['loosely', isDeepEqual, nodeIsDeepEqual],
] as const)('values are %s equal when Node says so', (_how, ours, nodes) => {
  const differences: string[] = [];
  for (const left of VALUES) {
    for (const right of [...VALUES, structuredCopy(left)]) {
      const expected = nodes(left, right);
      if (ours(left, right) !== expected) {
        differences.push(`${inspect(left)} and ${inspect(right)}: Node says ${expected}`);
      }
    }
  }
  expect(differences).toEqual([]);
});

function structuredCopy(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}
