import { expect, test } from 'vitest';
import { report } from './report.ts';
import type { Fate, Tried } from './try-mutants.ts';

const tried = (change: string, fate: Fate): Tried => ({
  mutant: { file: 'a.ts', line: 3, lastLine: 3, lineText: 'x();', change, text: '' },
  fate,
});
const caught = (count: number): Tried[] =>
  Array.from({ length: count }, (_, n) => tried(`${n}`, { kind: 'caught', sentence: 'No.' }));
const THROUGH = tried('1 → 0', { kind: 'let-through' });
const LISTED = { file: 'a.ts', line: 'x();', change: '1 → 0', reason: 'It is the same.' };

test('nine of ten caught are enough, and what was let through is told with its reason', () => {
  const missed = { ...LISTED, reason: 'It is slower.', missed: true };
  const { isGood, lines } = report('1.1', [...caught(9), THROUGH], [missed]);
  expect(isGood).toBe(true);
  expect(lines[0]).toContain('9 of 10 mutants caught (90.0 %)');
  expect(lines[1]).toContain('let through  a.ts:3  1 → 0  in: x();: It is slower.');
  expect(report('1.1', [...caught(8), THROUGH], [missed]).isGood).toBe(false);
});

test('what is let through and not listed is an error, however few', () => {
  const { isGood, lines } = report('1.1', [...caught(99), THROUGH], []);
  expect(isGood).toBe(false);
  expect(lines[1]).toContain('let through, and not listed  a.ts:3  1 → 0');
});

test('harmless ones and those that do not compile are not counted', () => {
  const all = [...caught(1), THROUGH, tried('await', { kind: 'does-not-compile' })];
  const { isGood, lines } = report('1.1', all, [LISTED]);
  expect(isGood).toBe(true);
  expect(lines).toEqual([expect.stringContaining('1 of 1 mutants caught (100.0 %)')]);
});

test('a harmless one that the check came to no end with is not counted either', () => {
  const ended = tried('1 → 0', { kind: 'ended', sentence: 'It took too long.' });
  const listed = report('1.1', [...caught(1), ended], [LISTED]);
  expect(listed.isGood).toBe(true);
  expect(listed.lines).toEqual([expect.stringContaining('1 of 1 mutants caught (100.0 %), 0 of')]);
  expect(report('1.1', [...caught(1), ended], []).lines[0]).toContain('2 of 2 mutants caught');
});

test('an entry that is about no mutant, or about one that is caught, is an error', () => {
  const gone = report('1.1', caught(3), [LISTED]);
  expect(gone.isGood).toBe(false);
  expect(gone.lines[1]).toContain('there is no such mutant');
  const is = report('1.1', [tried('1 → 0', { kind: 'caught', sentence: 'No.' })], [LISTED]);
  expect(is.isGood).toBe(false);
  expect(is.lines[1]).toContain('the check catches it');
});

test('a check that throws at a mutant is a bug in the check', () => {
  const broke = tried('1 → 0', { kind: 'broke-the-check', message: 'TypeError: x\n at y\n at z' });
  const { isGood, lines } = report('1.1', [...caught(20), broke], []);
  expect(isGood).toBe(false);
  expect(lines[1]).toContain('broke the check  a.ts:3  1 → 0  in: x();: TypeError: x  at y');
});
