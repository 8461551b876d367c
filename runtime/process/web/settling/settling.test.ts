import { expect, test } from 'vitest';
import { TURNS, turnsUntilSettled } from './testing.ts';

test('in Node everything settles after a known number of promises', async () => {
  expect(await turnsUntilSettled()).toEqual(TURNS);
  expect(await turnsUntilSettled()).toEqual(TURNS);
});
