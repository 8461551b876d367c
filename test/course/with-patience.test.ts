import { afterEach, expect, test, vi } from 'vitest';
import { withPatience } from './with-patience.ts';

afterEach(() => vi.restoreAllMocks());

/** A proof that fails so often, and how often it was tried. */
function failing(times: number) {
  let tries = 0;
  const prove = async () => {
    tries += 1;
    if (tries <= times) throw new Error(`failed ${tries}`);
    return 'shown';
  };
  return { prove, tries: () => tries };
}

test('a proof that failed while the machine stood still is tried again, and that is told', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const { prove } = failing(2);
  expect(await withPatience(prove, () => () => 700)).toBe('shown');
  expect(warn.mock.calls).toEqual([
    ['The machine stood still for 700 ms: once more, after Error: failed 1'],
    ['The machine stood still for 700 ms: once more, after Error: failed 2'],
  ]);
});

test('one that fails on a machine that had time for it has failed', async () => {
  const { prove, tries } = failing(1);
  await expect(withPatience(prove, () => () => 20)).rejects.toThrow('failed 1');
  expect(tries()).toBe(1);
});

test('one that always fails has failed, whatever the machine did', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  const { prove, tries } = failing(9);
  await expect(withPatience(prove, () => () => 700)).rejects.toThrow('failed 3');
  expect(tries()).toBe(3);
});

test('a thread that is kept busy is seen to stand still', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  const { prove } = failing(1);
  const busy = async () => {
    for (const beganMs = performance.now(); performance.now() - beganMs < 200; );
    await new Promise((resolve) => setTimeout(resolve, 20));
    return prove();
  };
  expect(await withPatience(busy)).toBe('shown');
});
