import { beforeEach, expect, test } from 'vitest';
import { type Entrance, PauseGate } from './pause-gate.ts';

let tasks: (() => void)[];
let gate: PauseGate;
let ran: string[];

beforeEach(() => {
  tasks = [];
  ran = [];
  gate = new PauseGate((run) => tasks.push(run));
});

function come(entrance: Entrance, what: string): void {
  const run = () => ran.push(what);
  if (gate.admits(entrance, run)) run();
}

function runTasks(): void {
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) task();
}

test('an open gate lets everything in as it comes', () => {
  come('soon', 'a');
  come('timer', 'b');
  expect(ran).toEqual(['a', 'b']);
});

test('opened again, timers go first, then messages, then what was to run soon', () => {
  gate.close();
  for (const entrance of ['soon', 'message', 'timer', 'message', 'timer'] as const) {
    come(entrance, `${entrance} ${ran.length}`);
  }
  expect(ran).toEqual([]);
  gate.open();
  runTasks();
  expect(ran.map((one) => one.split(' ')[0])).toEqual([
    'timer',
    'timer',
    'message',
    'message',
    'soon',
  ]);
});

test('what comes while it drains does not overtake what waited', () => {
  gate.close();
  come('message', 'a');
  come('message', 'b');
  gate.open();
  come('message', 'c');
  runTasks();
  expect(ran).toEqual(['a', 'b', 'c']);
  come('message', 'd');
  expect(ran.at(-1)).toBe('d');
});

test('closed while it drains, it keeps the rest', () => {
  gate.close();
  come('message', 'a');
  come('message', 'b');
  gate.open();
  tasks.shift()?.();
  gate.close();
  runTasks();
  expect(ran).toEqual(['a']);
  gate.open();
  runTasks();
  expect(ran).toEqual(['a', 'b']);
});
