import { expect, test } from 'vitest';
import { createRandom } from '../network/index.ts';
import { personNames } from './generate.ts';

test('names are as many as asked for, and none comes twice', () => {
  const names = personNames(createRandom(1), 50);
  expect(new Set(names).size).toBe(50);
  expect(names).toContain('Zoë');
});
