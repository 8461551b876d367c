import { expect, test } from 'vitest';
import { formatDiagnostic } from '../compile/types.ts';
import { MemoryLedger } from '../network/index.ts';
import {
  type Exit,
  type Instance,
  NetworkError,
  type Sandbox,
  SandboxError,
  StartError,
} from '../sandbox/index.ts';
import { expectReply } from './expect.ts';
import { runCheck } from './run-check.ts';
import { type Scenario, scenario } from './scenario.ts';

const step = { services: [{ name: 'hello', entry: 'hello/server.ts', port: 8080 }] };

const INSTANCE: Instance = {
  id: 'hello-1',
  service: 'hello',
  addresses: [{ port: 40000 }],
  exited: new Promise<Exit>(() => {}),
  signal: async () => {},
  crashAt: async () => {},
  losePower: async () => {},
};

/** A sandbox in which each call does what the test says; the rest is as a good one would do. */
function fakeSandbox(over: Partial<Sandbox> = {}): Sandbox & { disposals: number } {
  const ledger = new MemoryLedger(() => 0);
  const sandbox = {
    disposals: 0,
    info: { kind: 'node' as const, title: 'fake', limits: [] },
    clock: { nowMs: () => 0, sleep: soon },
    ledger,
    network: { set: async () => {} },
    lost: new Promise<SandboxError>(() => {}),
    boot: async () => {},
    sync: async () => [],
    start: async () => INSTANCE,
    fetch: async () => new Response('Hello'),
    dispose: async () => {
      sandbox.disposals++;
    },
    ...over,
  };
  return sandbox;
}

/** Time passes quickly here, but not before what happens at once. */
function soon(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms / 50);
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

const check = (run: Scenario['run'], sandbox: Sandbox, signal = new AbortController().signal) =>
  runCheck(scenario('a check', run), {
    sandbox: () => sandbox,
    step,
    files: {},
    signal,
    seed: 1,
    onProgress: () => {},
  });

test('a scenario that comes to its end passes with its sentence', async () => {
  const sandbox = fakeSandbox();
  const verdict = await check(async () => '3 names greeted.', sandbox);
  expect(verdict).toEqual({ outcome: 'passed', sentence: '3 names greeted.', schedules: null });
  expect(sandbox.disposals).toBe(1);
});

test('a failed expectation fails with its sentence and the run', async () => {
  const sandbox = fakeSandbox();
  const verdict = await check(async (lab) => {
    const hello = await lab.start('hello');
    expectReply(await lab.request(hello, 'GET /hello')).hasText('Bye');
    return 'never';
  }, sandbox);
  expect(verdict).toMatchObject({
    outcome: 'failed',
    sentence: 'GET /hello should answer "Bye", but answered "Hello".',
    run: [],
  });
  expect(sandbox.disposals).toBe(1);
});

test('a service that cannot start fails with the reason and what to do', async () => {
  const failure = { code: 'threw', stack: 'Error: no\n    at hello/server.ts:3:7' } as const;
  const sandbox = fakeSandbox({
    start: () =>
      Promise.reject(new StartError('hello', failure, 'hello threw an error.', 'Mend line 3.')),
  });
  const verdict = await check(async (lab) => (await lab.start('hello')).id, sandbox);
  expect(verdict).toMatchObject({
    outcome: 'failed',
    sentence: 'hello threw an error.',
    hint: 'Mend line 3.',
    evidence: 'Error: no\n    at hello/server.ts:3:7',
  });
});

test('a service that does not compile fails with every place, once', async () => {
  const diagnostic = {
    file: 'hello/server.ts',
    line: 6,
    column: 3,
    message: 'Unexpected token.',
    source: '  res.end(',
    hint: 'Close the bracket.',
    code: 'syntax' as const,
  };
  const failure = { code: 'does-not-compile', diagnostics: [diagnostic] } as const;
  const error = new StartError('hello', failure, 'hello does not compile: ...', 'Close it.');
  const sandbox = fakeSandbox({ start: () => Promise.reject(error) });
  const verdict = await check(async (lab) => (await lab.start('hello')).id, sandbox);
  expect(verdict).toMatchObject({
    sentence: 'hello does not compile.',
    evidence: formatDiagnostic(diagnostic),
    hint: 'Mend hello/server.ts, line 6.',
  });
});

test('a service whose entry is gone is told to have it back: its name is the step’s', async () => {
  const failure = { code: 'no-such-entry', entry: 'hello/server.ts' } as const;
  const error = new StartError('hello', failure, 'hello has no entry.', "Did you mean 'a.ts'?");
  const sandbox = fakeSandbox({ start: () => Promise.reject(error) });
  expect(await check(async (lab) => (await lab.start('hello')).id, sandbox)).toMatchObject({
    sentence: 'hello has no entry.',
    hint: 'The step starts hello/server.ts: put it back under that name.',
  });
});

test('a request that gets no answer fails in words', async () => {
  const sandbox = fakeSandbox({
    fetch: () => Promise.reject(new NetworkError('ECONNRESET', 'read ECONNRESET')),
  });
  const verdict = await check(async (lab) => {
    await lab.request(await lab.start('hello'), 'GET /hello');
    return 'never';
  }, sandbox);
  expect(verdict.sentence).toBe(
    'GET /hello should be answered, but the connection broke before the answer was complete (ECONNRESET).',
  );
});

test('what a dead instance wrote last is the evidence', async () => {
  const ledger = new MemoryLedger(() => 0);
  const exited = Promise.resolve<Exit>({ by: 'code', code: 1 });
  const sandbox = fakeSandbox({
    ledger,
    start: async () => ({ ...INSTANCE, exited }),
    fetch: async () => {
      ledger.append({
        type: 'output',
        instance: 'hello-1',
        stream: 'stderr',
        text: 'TypeError: x is undefined',
      });
      ledger.append({
        type: 'exited',
        instance: 'hello-1',
        service: 'hello',
        code: 1,
        signal: null,
      });
      throw new NetworkError('ECONNRESET', 'read ECONNRESET');
    },
  });
  const verdict = await check(async (lab) => {
    await lab.request(await lab.start('hello'), 'GET /hello');
    return 'never';
  }, sandbox);
  expect(verdict).toMatchObject({
    outcome: 'failed',
    sentence: 'GET /hello should be answered, but hello-1 ended (exit code 1).',
    evidence: 'TypeError: x is undefined',
  });
});

test('a sandbox that cannot boot decides nothing', async () => {
  const sandbox = fakeSandbox({
    boot: () => Promise.reject(new SandboxError('boot-failed', 'No frame.', 'Reload the page.')),
  });
  const verdict = await check(async () => 'never', sandbox);
  expect(verdict).toEqual({
    outcome: 'inconclusive',
    sentence: 'No frame.',
    hint: 'Reload the page.',
  });
});

test('a sandbox that dies during the check decides nothing', async () => {
  const lost = Promise.resolve(new SandboxError('lost', 'The frame is gone.', 'Check again.'));
  const verdict = await check(() => new Promise(() => {}), fakeSandbox({ lost }));
  expect(verdict).toEqual({
    outcome: 'inconclusive',
    sentence: 'The frame is gone.',
    hint: 'Check again.',
  });
});

test('stopping a check rejects with the reason and leaves nothing behind', async () => {
  const sandbox = fakeSandbox();
  const stop = new AbortController();
  const verdict = check(
    () => {
      stop.abort(new Error('stopped by the learner'));
      return new Promise(() => {});
    },
    sandbox,
    stop.signal,
  );
  await expect(verdict).rejects.toThrow('stopped by the learner');
  expect(sandbox.disposals).toBe(1);
});

test('what a stopped check had not awaited yet is no error of nobody’s', async () => {
  const stop = new AbortController();
  const strayed: unknown[] = [];
  const noteStray = (reason: unknown) => strayed.push(reason);
  process.on('unhandledRejection', noteStray);
  const never = fakeSandbox({
    fetch: (_, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  });
  const running = check(
    async (lab) => {
      const hello = await lab.start('hello');
      void lab.attempt(hello, 'GET /hello', { limitMs: 100_000 });
      stop.abort(new Error('stopped by the learner'));
      return new Promise(() => {});
    },
    never,
    stop.signal,
  );
  await expect(running).rejects.toThrow('stopped by the learner');
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', noteStray);
  expect(strayed).toEqual([]);
});

test('a bug in the check itself is no verdict', async () => {
  const verdict = check(async (lab) => (await lab.start('helo')).id, fakeSandbox());
  await expect(verdict).rejects.toThrow('this step has no service "helo"; it has hello.');
});
