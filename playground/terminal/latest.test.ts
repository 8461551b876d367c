import { expect, test } from 'vitest';
import { Latest } from './latest.ts';

test('inputs run one after another when each has time to end', async () => {
  const { latest, ran, finish } = recorder();
  latest.push('a');
  await finish('a');
  latest.push('b');
  await finish('b');

  expect(ran).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('a newer input aborts the task under way and begins when that has let go', async () => {
  const { latest, ran, finish, signalOf } = recorder();
  latest.push('a');
  latest.push('b');

  expect(signalOf('a').aborted).toBe(true);
  expect(ran).toEqual(['a begins']);
  await finish('a');
  await finish('b');
  expect(ran).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('an input overtaken before its turn never runs', async () => {
  const { latest, ran, finish } = recorder();
  for (const input of ['a', 'b', 'c']) latest.push(input);
  await finish('a');
  await finish('c');

  expect(ran).not.toContain('b begins');
});

test('errors are told, but not those of a task that was aborted', async () => {
  const { latest, errors, finish } = recorder();
  latest.push('a');
  latest.push('b');
  await finish('a', new Error('a was aborted'));
  await finish('b', new Error('b broke'));

  expect(errors).toEqual([new Error('b broke')]);
});

test('closing aborts the task under way, drops what waits, and resolves when all has ended', async () => {
  const { latest, ran, finish, signalOf } = recorder();
  latest.push('a');
  latest.push('b');
  const closed = latest.close();

  expect(signalOf('a').aborted).toBe(true);
  await finish('a');
  await closed;
  expect(ran).toEqual(['a begins', 'a ends']);
});

/** A Latest whose tasks end when the test says so. */
function recorder() {
  const ran: string[] = [];
  const errors: unknown[] = [];
  const tasks = new Map<string, { signal: AbortSignal; end: (error?: Error) => void }>();
  const latest = new Latest<string>(
    async (input, signal) => {
      ran.push(`${input} begins`);
      await new Promise<void>((resolve, reject) => {
        const end = (error?: Error) => (error === undefined ? resolve() : reject(error));
        tasks.set(input, { signal, end });
      });
      ran.push(`${input} ends`);
    },
    (error) => errors.push(error),
  );
  const finish = async (input: string, error?: Error) => {
    tasks.get(input)?.end(error);
    await new Promise(setImmediate);
  };
  return {
    latest,
    ran,
    errors,
    finish,
    signalOf: (input: string) => tasks.get(input)?.signal as AbortSignal,
  };
}
