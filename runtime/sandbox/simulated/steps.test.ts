import { expect, test } from 'vitest';
import { MOST_CALLS, OutOfSteps, type Runaway, Steps } from './steps.ts';

test('a process that is called again and again without end is ended at its next step, once', () => {
  const steps = new Steps();
  const seen: Runaway[] = [];
  const owner = {
    service: 'till',
    made: 0,
    calls: 0,
    waitsForTooMuch: false,
    ranAway: (how: Runaway) => void seen.push(how),
  };
  for (let call = 0; call < MOST_CALLS; call++) steps.begin(1000, owner);
  steps.over(3, 'till.ts');
  expect(steps.left).toBe(1000);
  steps.begin(1000, owner);
  expect(() => steps.over(4, 'till.ts')).toThrow(OutOfSteps);
  expect(seen).toEqual([{ limit: 'calls', at: { path: 'till.ts', line: 4 } }]);
});
