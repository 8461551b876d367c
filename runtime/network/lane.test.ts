import { beforeEach, expect, test } from 'vitest';
import { Agenda } from '../sandbox/simulated/agenda.ts';
import { Lane } from './lane.ts';
import { createRandom } from './random.ts';

let agenda: Agenda;
let cut: boolean;
let held: Set<Lane>;
let lane: Lane;
let arrived: string[];

beforeEach(() => {
  agenda = new Agenda();
  cut = false;
  held = new Set();
  arrived = [];
  const environment = {
    nowMs: () => agenda.nowMs,
    setTimer: (delayMs: number, run: () => void) => {
      const entry = agenda.add(delayMs, run);
      return () => agenda.remove(entry);
    },
    random: createRandom(1),
    latencyMs: () => 0,
    record: () => {},
  };
  lane = new Lane(environment, () => cut, held);
});

const send = (delayMs: number, what: string) =>
  lane.send(delayMs, () => arrived.push(`${what} at ${agenda.nowMs}`));

function run(): void {
  for (let next = agenda.next(); next !== null; next = agenda.next()) next();
}

test('what has no delay arrives at once', () => {
  send(0, 'a');
  expect(arrived).toEqual(['a at 0']);
  expect(held.size).toBe(0);
});

test('what was sent first arrives first, however short the delay of what follows', () => {
  send(10, 'a');
  send(0, 'b');
  send(20, 'c');
  run();
  expect(arrived).toEqual(['a at 10', 'b at 10', 'c at 20']);
});

test('a cut holds everything back, and healing lets what is due go on in order', () => {
  cut = true;
  send(0, 'a');
  send(5, 'b');
  agenda.add(50, () => {
    cut = false;
    lane.reconsider();
  });
  expect(held.has(lane)).toBe(true);
  run();
  expect(arrived).toEqual(['a at 50', 'b at 50']);
  expect(held.size).toBe(0);
});

test('a cut stops what is under way', () => {
  send(10, 'a');
  agenda.add(5, () => {
    cut = true;
    lane.reconsider();
  });
  run();
  expect(arrived).toEqual([]);
});

test('what is sent while something arrives comes after it', () => {
  lane.send(0, () => {
    send(0, 'b');
    arrived.push('a');
  });
  expect(arrived).toEqual(['a', 'b at 0']);
});

test('nothing arrives on a lane that was closed', () => {
  send(10, 'a');
  lane.close();
  run();
  expect(arrived).toEqual([]);
});
