import { expect, test, vi } from 'vitest';
import { Checker, CheckerError, type CheckJob } from './index.ts';
import type { ToChecker } from './protocol.ts';
import type { LaunchVessel, VesselEvents } from './vessel.ts';

const job: CheckJob = {
  check: 'a check',
  services: [{ name: 'till', entry: 'till.ts', port: 8080 }],
  files: {},
  token: null,
};
const never = { signal: new AbortController().signal, onProgress: () => {} };
const passed = (id: number) => ({
  type: 'verdict',
  id,
  verdict: { outcome: 'passed', sentence: 'Yes.', schedules: 2 },
  run: [],
});

/** Workers that do what the test says when they are told something. */
function workers(hear: (message: ToChecker, worker: VesselEvents, number: number) => void) {
  const ended: number[] = [];
  let launched = 0;
  const launch: LaunchVessel = (events) => {
    const number = ++launched;
    queueMicrotask(() => events.heard({ type: 'ready' }));
    return {
      post: (message) => queueMicrotask(() => hear(message, events, number)),
      end: async () => void ended.push(number),
    };
  };
  return { launch, ended };
}

test('one worker serves many checks, and tells how far each is', async () => {
  const onProgress = vi.fn();
  const { launch, ended } = workers(({ id }, { heard }) => {
    heard({ type: 'progress', id, tried: 1, of: 2 });
    heard(passed(id));
  });
  const checker = new Checker(launch);
  const results = [checker.check(job, { ...never, onProgress }), checker.check(job, never)];
  expect(await Promise.all(results)).toEqual([
    { verdict: passed(1).verdict, run: [] },
    { verdict: passed(2).verdict, run: [] },
  ]);
  expect(onProgress.mock.calls).toEqual([[1, 2]]);
  await checker.close();
  expect(ended).toEqual([1]);
});

test('an answer to another question, and what is no answer, are not listened to', async () => {
  const { launch } = workers(({ id }, { heard }) => {
    heard(passed(id + 1));
    heard({ ...passed(id), verdict: { outcome: 'passed', sentence: 7, schedules: 2 } });
    heard({ type: 'broken', id, message: 'a bug' });
  });
  await expect(new Checker(launch).check(job, never)).rejects.toThrow(CheckerError);
});

test('a worker of which nothing is heard is ended, and the next check has a new one', async () => {
  const { launch, ended } = workers(({ id }, { heard }, number) => {
    if (number < 3) heard({ type: 'progress', id, tried: 40, of: 200 });
    else heard(passed(id));
  });
  const checker = new Checker(launch, { silenceMs: 20 });
  const { verdict } = await checker.check(job, never);
  expect(verdict).toMatchObject({
    outcome: 'inconclusive',
    sentence:
      'The check was ended in schedule 41 of 200: for 0.02 s till did not come back from what it was doing.',
  });
  expect(ended).toEqual([1, 2]);
  expect((await checker.check(job, never)).verdict.outcome).toBe('passed');
});

test('another worker tells where the code is that the first did not come back from', async () => {
  const services = ['till', 'shelf'].map((name) => ({ name, entry: `${name}.ts`, port: 8080 }));
  const asked: unknown[] = [];
  const place = { path: 'shelf.ts', line: 3 };
  const { launch } = workers((message, { heard }, number) => {
    const { id } = message;
    if (message.type === 'check') asked.push(message.job.tellFrom);
    if (number === 1) heard({ type: 'progress', id, tried: 40, of: 200 });
    else for (const service of ['till', 'shelf']) heard({ type: 'at', id, at: { service, place } });
  });
  const { verdict } = await new Checker(launch, { silenceMs: 20 }).check(
    { ...job, services },
    never,
  );
  expect(asked).toEqual([undefined, 40]);
  expect(verdict.sentence).toBe(
    'The check was ended in schedule 41 of 200: for 0.02 s shelf did not come back from what it was doing, at last in shelf.ts, line 3.',
  );
});

test('where another worker does come back, all who took part are named', async () => {
  const services = ['till', 'shelf'].map((name) => ({ name, entry: `${name}.ts`, port: 8080 }));
  const { launch } = workers(({ id }, { heard, died }, number) => {
    if (number === 1) died({ outOfMemory: true, message: 'full' });
    heard({ type: 'at', id, at: { service: 'till', place: null } });
    heard(passed(id));
  });
  const { verdict } = await new Checker(launch).check({ ...job, services }, never);
  expect(verdict.sentence).toContain('till or shelf took all the memory');
});

test('a worker that is alive may take as long as it likes', async () => {
  const { launch } = workers(({ id }, { heard }) => {
    let beats = 0;
    const beat = setInterval(() => {
      heard({ type: 'alive' });
      beats += 1;
      if (beats < 20) return;
      clearInterval(beat);
      heard(passed(id));
    }, 10);
  });
  const checker = new Checker(launch, { silenceMs: 100 });
  expect((await checker.check(job, never)).verdict.outcome).toBe('passed');
});

test('a worker that has run out of memory has a verdict that names the service', async () => {
  const { launch } = workers((_, { died }) => died({ outOfMemory: true, message: 'full' }));
  const { verdict } = await new Checker(launch).check(job, never);
  expect(verdict).toMatchObject({
    outcome: 'inconclusive',
    sentence: expect.stringContaining('till took all the memory'),
  });
});

test('a worker that never starts is no verdict on anybody', async () => {
  const launch: LaunchVessel = ({ died }) => {
    queueMicrotask(() => died({ outOfMemory: false, message: 'no such file' }));
    return { post: () => {}, end: async () => {} };
  };
  await expect(new Checker(launch).check(job, never)).rejects.toThrow('no such file');
});

test('a check that is stopped asks the worker first, and ends it when that does not help', async () => {
  const told: string[] = [];
  const { launch, ended } = workers(({ type, id }, { heard }, number) => {
    told.push(type);
    if (number === 1 && type === 'stop' && id === 1) heard({ type: 'stopped', id });
  });
  const checker = new Checker(launch, { stopMs: 20 });
  const stop = () => AbortSignal.timeout(5);
  await expect(checker.check(job, { ...never, signal: stop() })).rejects.toThrow('timeout');
  expect(ended).toEqual([]);
  await expect(checker.check(job, { ...never, signal: stop() })).rejects.toThrow('timeout');
  expect(told).toEqual(['check', 'stop', 'check', 'stop']);
  expect(ended).toEqual([1]);
});
