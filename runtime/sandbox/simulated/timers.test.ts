import { beforeEach, expect, test } from 'vitest';
import { Agenda } from './agenda.ts';
import { ProcessTimers } from './timers.ts';

let agenda: Agenda;
let timers: ProcessTimers;
let seen: string[];

beforeEach(() => {
  agenda = new Agenda();
  timers = new ProcessTimers(agenda, (run) => run());
  seen = [];
});

function set(name: string, delayMs: number, lateMs: number) {
  return timers.set(delayMs, lateMs, () => seen.push(`${name} at ${agenda.nowMs}`));
}

function runAll(): void {
  for (let next = agenda.next(); next !== null; next = agenda.next()) next();
}

test('timers that are late run in the order in which they were due', () => {
  set('a', 1, 9);
  set('b', 2, 0);
  set('c', 3, 1);
  runAll();
  expect(seen).toEqual(['a at 2', 'b at 4', 'c at 10']);
});

test('timers of one time run in the order in which they were set', () => {
  set('a', 5, 3);
  set('b', 5, 1);
  set('c', 5, 2);
  runAll();
  expect(seen.map((each) => each.charAt(0))).toEqual(['a', 'b', 'c']);
});

test('a timer never runs before its time', () => {
  set('late', 1, 50);
  set('next', 10, 0);
  runAll();
  expect(seen).toEqual(['late at 10', 'next at 51']);
});

test('one that is cleared never runs, whatever moment it was given, and the others all do', () => {
  set('a', 1, 9);
  const b = set('b', 2, 0);
  set('c', 3, 20);
  agenda.next()?.();
  expect(seen).toEqual(['a at 2']);
  timers.clear(b);
  timers.clear(b);
  runAll();
  expect(seen).toEqual(['a at 2', 'c at 23']);
  expect(agenda.isEmpty).toBe(true);
});

test('one that is cleared while the process is held does not run when it goes on', () => {
  const held: (() => void)[] = [];
  timers = new ProcessTimers(agenda, (run) => held.push(run));
  const first = set('a', 1, 0);
  set('b', 2, 0);
  runAll();
  timers.clear(first);
  for (const run of held) run();
  expect(seen).toEqual(['b at 2']);
});
