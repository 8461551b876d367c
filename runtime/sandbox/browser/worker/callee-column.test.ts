import { expect, test } from 'vitest';
import { calleeColumn } from './callee-column.ts';

test.each([
  ['brew();', 'brew'],
  ['  return kettle.brew(tea);', 'brew'],
  ["  throw new Error('no water');", 'new Error'],
  ['const pot = new china.Pot();', 'new china.Pot'],
  ['renew(tea);', 'renew'],
  ['await $(1);', '$'],
])('%s is placed where Node places it', (line, callee) => {
  expect(calleeColumn(line, line.indexOf('(') + 1)).toBe(line.indexOf(callee) + 1);
});

test('a member that is read is placed at its name', () => {
  expect(calleeColumn('tea.leaves.count', 4)).toBe(5);
});

test('what is no call, or the call of no name, stays where it is', () => {
  expect(calleeColumn('tea.leaves.count', 5)).toBe(5);
  expect(calleeColumn('pots[0]()', 8)).toBe(8);
});
