import { expect, test } from 'vitest';
import { TURNS, turnsUntilSettled } from './testing.ts';

test('in Chromium everything settles after the same number of promises as in Node', async () => {
  expect(await turnsUntilSettled()).toEqual(TURNS);
  expect(await turnsUntilSettled()).toEqual(TURNS);
});
