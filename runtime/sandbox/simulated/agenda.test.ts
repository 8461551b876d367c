import { expect, test } from 'vitest';
import { createRandom } from '../../network/index.ts';
import { Agenda } from './agenda.ts';

/** Runs everything there is, and tells what happened when. */
function runAll(agenda: Agenda, happened: string[]): string[] {
  for (let run = agenda.next(); run !== null; run = agenda.next()) run();
  return happened;
}

test('things happen in the order of their times, and time is theirs', () => {
  const agenda = new Agenda();
  const happened: string[] = [];
  for (const delayMs of [30, 10, 20]) {
    agenda.add(delayMs, () => happened.push(`${delayMs} at ${agenda.nowMs}`));
  }
  expect(runAll(agenda, happened)).toEqual(['10 at 10', '20 at 20', '30 at 30']);
});

test('what is for one moment happens in the order in which it was put down', () => {
  const agenda = new Agenda();
  const happened: string[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e']) agenda.add(5, () => happened.push(name));
  expect(runAll(agenda, happened).join('')).toBe('abcde');
});

test('what has been taken back does not happen, and time does not wait for it', () => {
  const agenda = new Agenda();
  const entry = agenda.add(5, () => expect.unreachable());
  agenda.remove(entry);
  agenda.remove(entry);
  expect(agenda.isEmpty).toBe(true);
  expect(agenda.next()).toBeNull();
  expect(agenda.nowMs).toBe(0);
});

test('what happens can put down more', () => {
  const agenda = new Agenda();
  const happened: string[] = [];
  agenda.add(1, () => {
    happened.push('first');
    agenda.add(1, () => happened.push('third'));
    agenda.add(0, () => happened.push('second'));
  });
  expect(runAll(agenda, happened)).toEqual(['first', 'second', 'third']);
  expect(agenda.nowMs).toBe(2);
});

test('a thousand things at random times come sorted', () => {
  const agenda = new Agenda();
  const random = createRandom(1);
  const times: number[] = [];
  for (let count = 0; count < 1000; count++) {
    agenda.add(random.integer(100), () => times.push(agenda.nowMs));
  }
  for (let run = agenda.next(); run !== null; run = agenda.next()) run();
  expect(times).toHaveLength(1000);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
