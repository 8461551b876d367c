import { expect, test } from 'vitest';
import { storyLines } from './story.ts';
import { createStyle } from './style.ts';

const STORY = [
  { atMs: 31.5, text: 'till-1 printed: ready', isEvidence: false },
  { atMs: 12_094.5, text: 'till-1 → the check: 204 (to request 3)', isEvidence: true },
];

test('lines stand behind their times, what shows the failure is marked, and long ones are wrapped', () => {
  expect(storyLines(STORY, 40, createStyle(false))).toEqual([
    '    0.032 s  till-1 printed: ready',
    '>  12.095 s  till-1 → the check: 204 (to',
    '               request 3)',
  ]);
});
