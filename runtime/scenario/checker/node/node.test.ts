import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Files } from '../../../compile/types.ts';
import { allSteps, readCourse } from '../../../course/read.ts';
import { Checker, CheckerError } from '../index.ts';
import { threads } from './index.ts';

const lessons = join(import.meta.dirname, '../../../../lessons');
const [step] = allSteps(await readCourse(lessons));
if (step === undefined) throw new Error('The course is empty.');
const { services, solution, start } = step;
const check = pathToFileURL(join(lessons, step.folder, 'check.ts')).href;
const SERVER = 'hello/server.ts';

const job = (files: Files, token: string | null = null) => ({ check, services, files, token });
const { signal } = new AbortController();
const silent = { signal, onProgress: () => {} };

const open: Checker[] = [];
const closing = (one: Checker) => {
  open.push(one);
  return one;
};
const checker = closing(new Checker(threads()));
afterAll(async () => {
  for (const one of open) await one.close();
});

const STUCK = '/^(a|a)*$/.test("a".repeat(60) + "b");';

/** A right answer that does this again and again. */
const doing = (code: string): Files => ({
  ...solution,
  [SERVER]: `${solution[SERVER]}\nconst kept: unknown[] = [];\nsetInterval(() => { ${code} }, 1);\n`,
});

test('a solution passes, with progress, and a start fails with its token', async () => {
  const seen: [number, number][] = [];
  const onProgress = (tried: number, of: number) => void seen.push([tried, of]);
  const passed = await checker.check(job(solution), { signal, onProgress });
  expect(passed.verdict).toMatchObject({ outcome: 'passed', schedules: seen.length - 1 });
  expect(seen[0]?.[0]).toBe(0);
  expect(seen.at(-1)).toEqual([seen.length - 1, seen.length - 1]);

  const { verdict } = await checker.check(job(start), silent);
  expect(verdict).toMatchObject({ outcome: 'failed', schedule: '0-q' });

  const once = await checker.check({ ...job(solution), effort: { schedules: 1 } }, silent);
  expect(once.verdict).toMatchObject({ outcome: 'passed', schedules: 1 });
});

test('one schedule is run again, with all that happened', async () => {
  const { verdict, run } = await checker.check(job(solution, '7'), silent);
  expect(verdict).toMatchObject({ outcome: 'passed', schedules: 1 });
  expect(run.filter((event) => event.type === 'response').length).toBeGreaterThan(10);
  await expect(checker.check(job(solution, 'seven'), silent)).rejects.toThrow(CheckerError);
});

test('a step that never ends ends the worker, and of several services the one is named', async () => {
  const [, , two] = allSteps(await readCourse(lessons));
  const orders = 'orders/server.ts';
  const own = two?.solution[orders];
  if (two === undefined || own === undefined) throw new Error('Step 2.1 has no orders.');
  const stuck = { [orders]: `${own}\nsetTimeout(() => {\n  ${STUCK}\n}, 5);\n` };
  const impatient = closing(new Checker(threads(), { silenceMs: 3000 }));
  const { verdict } = await impatient.check(
    {
      check: pathToFileURL(join(lessons, two.folder, 'check.ts')).href,
      services: two.services,
      files: { ...two.solution, ...stuck },
      token: null,
    },
    silent,
  );
  const line = own.split('\n').length + 2;
  expect(two.services.map(({ name }) => name)).toEqual(['users', 'orders']);
  expect(verdict).toMatchObject({
    outcome: 'inconclusive',
    sentence: `The check was ended in schedule 1 of 10: for 3 s orders did not come back from what it was doing, at last in orders/server.ts, line ${line}.`,
  });
  expect((await impatient.check(job(start), silent)).verdict.outcome).toBe('failed');
});

test('too much memory ends the worker, and the verdict names the service', async () => {
  const small = closing(new Checker(threads({ memoryMb: 100 })));
  const { verdict } = await small.check(
    job(doing('kept.push("x".repeat(1e6).split(""));')),
    silent,
  );
  expect(verdict).toMatchObject({
    outcome: 'inconclusive',
    sentence: expect.stringMatching(
      /hello took all the memory .*, at last in hello\/server\.ts, line/,
    ),
  });
  expect((await small.check(job(start), silent)).verdict.outcome).toBe('failed');
});

test('a loop without end fails the check, with its line', async () => {
  const { verdict } = await checker.check(job(doing('for (;;);')), silent);
  expect(verdict).toMatchObject({
    outcome: 'failed',
    evidence: expect.stringMatching(/hello-1 was ended: .* hello\/server\.ts, line \d+/),
  });
});

test('a bug in a check is told with its line, and with our own', async () => {
  const broken = { ...job(solution), check: new URL('broken-check.ts', import.meta.url).href };
  await expect(checker.check(broken, silent)).rejects.toThrow(
    /Error: out of tea\n +at .*node\/broken-check\.ts:4:9\)?\n(?: +at .*\n)* +at .*scenario\/run-once\.ts:\d+:\d+/,
  );
  const missing = { ...job(solution), check: new URL('no-check.ts', import.meta.url).href };
  await expect(checker.check(missing, silent)).rejects.toThrow('no-check.ts');
});

test('a check that is stopped rejects with the reason, and the next one runs', async () => {
  const stop = new AbortController();
  const onProgress = () => stop.abort(new Error('a newer save'));
  await expect(checker.check(job(solution), { signal: stop.signal, onProgress })).rejects.toThrow(
    'a newer save',
  );
  expect((await checker.check(job(start), silent)).verdict.outcome).toBe('failed');
});
