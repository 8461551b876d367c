import { describe, expect, test } from 'vitest';
import type { MakeSandbox } from './lab.ts';

/** What a kind of sandbox may be excused from, for a time, by saying so to the learner. */
export type Ability =
  | 'power loss'
  | 'frames of tail calls'
  | 'columns of members'
  | 'stacks of engine errors';

/** What a kind cannot do, each with the sentence of its `info.limits` that says so. */
export type Exceptions = Readonly<Partial<Record<Ability, string>>>;

/** `test`, for what takes an ability: where it is missing, the report says so and why. */
export function testOf(ability: Ability, exceptions: Exceptions): TestOf {
  const sentence = exceptions[ability];
  if (sentence === undefined) return test;
  return (name) => test.skip(`${name} (not here: ${sentence})`, () => {});
}

/** The same for a whole group. */
export function describeOf(
  ability: Ability,
  exceptions: Exceptions,
): (name: string, body: () => void) => void {
  const sentence = exceptions[ability];
  if (sentence === undefined) return describe;
  return (name, body) => describe.skip(`${name} (not here: ${sentence})`, body);
}

type TestOf = (name: string, body: () => Promise<void>) => void;

/** A sandbox is excused only from what it tells the learner. */
export function describeExceptions(make: MakeSandbox, exceptions: Exceptions): void {
  for (const [ability, sentence] of Object.entries(exceptions)) {
    test(`says that it cannot do this: ${ability}`, async () => {
      expect((await make()).info.limits).toContain(sentence);
    });
  }
}
