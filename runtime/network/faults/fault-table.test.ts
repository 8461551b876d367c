import { expect, test } from 'vitest';
import type { Party } from '../party.ts';
import { createRandom } from '../random.ts';
import type { Fault, FaultInput } from './fault.ts';
import { FaultTable } from './fault-table.ts';
import { matchesPath } from './path-pattern.ts';
import { readRules } from './read-rule.ts';

const ORDERS: Party = { name: 'orders-1', service: 'orders' };
const USERS: Party = { name: 'users-2', service: 'users' };
const GET = { method: 'GET', path: '/users/7' };

const ERROR: Fault = { kind: 'error', status: 500 };
const CUT: Fault = { kind: 'partition', direction: 'both' };
const CUT_ONE_WAY: Fault = { kind: 'partition', direction: 'one-way' };

function tableOf(...inputs: FaultInput[]): FaultTable {
  const table = new FaultTable(createRandom(1), () => 0);
  table.replace(readRules(inputs));
  return table;
}

const strikes = (table: FaultTable, call = GET) =>
  table.strike(ORDERS, USERS, call).map(({ id }) => id);

test.each([
  ['any', 'any', true],
  ['orders-1', 'users-2', true],
  ['orders', 'users', true],
  ['orders-2', 'users', false],
  ['users', 'orders', false],
])('a rule from %s to %s: %s', (from, to, strikesIt) => {
  expect(strikes(tableOf({ from, to, fault: ERROR }))).toHaveLength(strikesIt ? 1 : 0);
});

test('of each kind the first rule strikes, and of all kinds those that match', () => {
  const table = tableOf(
    { id: 'a', fault: ERROR },
    { id: 'b', fault: ERROR },
    { id: 'c', fault: { kind: 'duplicate' } },
  );
  expect(strikes(table)).toEqual(['a', 'c']);
});

test('a rule for some times counts its strikes, and keeps the count while it stays in force', () => {
  const input: FaultInput = { id: 'a', times: 2, fault: ERROR };
  const table = tableOf(input);
  expect(strikes(table)).toEqual(['a']);
  table.replace(readRules([input, { id: 'b', fault: { kind: 'duplicate' } }]));
  expect(strikes(table)).toEqual(['a', 'b']);
  expect(strikes(table)).toEqual(['b']);
  table.replace([]);
  table.replace(readRules([input]));
  expect(strikes(table)).toEqual(['a']);
});

test('a share strikes about so often', () => {
  const table = tableOf({ share: 0.25, fault: ERROR });
  const struck = Array.from({ length: 4000 }, () => strikes(table)).flat().length;
  // Five standard deviations of a binomial with p = 1/4.
  expect(Math.abs(struck - 1000)).toBeLessThan(140);
});

test('a partition of one way leaves the other open', () => {
  const one = tableOf({ from: 'orders', to: 'users', fault: CUT_ONE_WAY });
  expect(one.partition(ORDERS, USERS)).not.toBe(null);
  expect(one.partition(USERS, ORDERS)).toBe(null);
  const both = tableOf({ from: 'orders', to: 'users', fault: CUT });
  expect(both.partition(USERS, ORDERS)).not.toBe(null);
});

test('delays add up, and jitter stays within its bound', () => {
  const table = tableOf(
    { fault: { kind: 'latency', latencyMs: 10, jitterMs: 5 } },
    { fault: { kind: 'latency', latencyMs: 100, jitterMs: 0 } },
  );
  const delays = Array.from({ length: 100 }, () => table.delayMs(ORDERS, USERS, null, 0));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(110);
  expect(Math.max(...delays)).toBeLessThanOrEqual(115);
  expect(new Set(delays).size).toBeGreaterThan(10);
});

test('bandwidth is shared by all that goes between two parties', () => {
  const table = tableOf({ fault: { kind: 'bandwidth', bytesPerSecond: 1000 } });
  expect(table.delayMs(ORDERS, USERS, null, 100)).toBe(100);
  expect(table.delayMs(ORDERS, USERS, null, 100)).toBe(200);
  expect(table.delayMs(USERS, ORDERS, null, 100)).toBe(100);
});

test.each([
  ['/users', '/users', true],
  ['/users', '/users/7', false],
  ['/users/*', '/users/7', true],
  ['/users/*', '/users', false],
  ['*', '/', true],
  ['/a*b*c', '/a-b-c', true],
  ['/a*b*c', '/a-c-b', false],
  ['/a*a', '/a', false],
  ['/a.c', '/abc', false],
])('the pattern %s and the path %s: %s', (pattern, path, matches) => {
  expect(matchesPath(pattern, path)).toBe(matches);
});

const bad: [string, FaultInput, string][] = [
  ['an empty name', { from: '', fault: ERROR }, 'fault-1: from must be a name, not "".'],
  ['a share above one', { share: 2, fault: ERROR }, 'fault-1: share must be from 0 to 1, not 2.'],
  ['half a time', { times: 0.5, fault: ERROR }, 'times must be a whole number of at least 1'],
  ['no fault', { fault: null as unknown as Fault }, 'fault-1: fault must say what goes wrong.'],
  [
    'an unknown kind',
    { fault: { kind: 'gremlins' } as unknown as Fault },
    'fault-1: there is no fault "gremlins".',
  ],
  [
    'a latency below zero',
    { fault: { kind: 'latency', latencyMs: -1, jitterMs: 0 } },
    'fault-1: latencyMs must be from 0 to 3600000, not -1.',
  ],
  [
    'a status that is no error',
    { fault: { kind: 'error', status: 204 } },
    'fault-1: status must be from 400 to 599, not 204.',
  ],
  [
    'a partition of one path',
    { path: '/users', fault: CUT },
    'a partition strikes whole connections',
  ],
  ['a partition for some times', { times: 1, fault: CUT }, 'until it is healed'],
];

test.each(bad)('refuses %s, in words', (_, input, message) => {
  expect(() => readRules([input])).toThrow(message);
});

test('refuses two rules of one name', () => {
  const rules = [
    { id: 'a', fault: ERROR },
    { id: 'a', fault: CUT },
  ];
  expect(() => readRules(rules)).toThrow('Two faults are named a. Give each its own id.');
});
