/**
 * node:test, as far as a learner's own tests need it: tests, suites, subtests, hooks, mocks and the
 * report that Node 20 prints for a file that is run by itself.
 * https://nodejs.org/docs/latest-v20.x/api/test.html
 */
import { firstFrame } from '../assert/call-text.ts';
import { AsyncLocalStorage } from '../async-hooks/async-local-storage.ts';
import { followPromises } from '../async-hooks/context.ts';
import { notAvailable } from '../errors/not-available.ts';
import type { Host } from '../host.ts';
import type { Limits } from './deadline.ts';
import { type FailureType, TestFailure } from './failure.ts';
import type { HookName } from './hooks.ts';
import { MockTracker } from './mock.ts';
import { type TestFunction, testOptions } from './options.ts';
import { Runner } from './runner.ts';
import { Tap } from './tap.ts';
import type { TestNode } from './test-node.ts';

export interface TestHost extends Pick<Host, 'clock' | 'mapStack'> {
  /** Where the report goes. */
  readonly write: (text: string) => void;
  readonly process: TestProcess;
  readonly after: Limits['after'];
  readonly makeAbort: () => AbortController;
  readonly assert: object;
}

/** What the tests need of `process`. */
export interface TestProcess {
  exitCode?: number | string | null | undefined;
  on(event: string, listener: (error: unknown) => void): unknown;
  removeListener(event: string, listener: (error: unknown) => void): unknown;
}

/** The function `test` with all its members: the namespace of node:test. */
export function createTestRunner(host: TestHost) {
  followPromises(Promise);
  const current = new AsyncLocalStorage<TestNode>();
  const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  const tap = new Tap(host.write, (error) => framesOf(host.mapStack(error.stack ?? '')));
  const nowMs = () => host.clock.monotonicMs();
  const failed = () => {
    host.process.exitCode = 1;
  };
  const callerLocation = () => {
    const place = firstFrame(host.mapStack(new Error().stack ?? ''));
    return place && `${new URL(place.url).pathname}:${place.line}:${place.column}`;
  };

  let runner: Runner | null = null;

  /** The first test of a program begins the report, which ends with the program. */
  function begun(): Runner {
    if (runner !== null) return runner;
    const made = new Runner({
      tap,
      counts,
      nowMs,
      failed,
      current,
      callerLocation,
      makeAbort: host.makeAbort,
      after: host.after,
      assert: host.assert,
      hookFailed(failure) {
        const number = made.root.subtests.length + 1;
        const directive = { kind: 'none' } as const;
        const at = { name: 'after', location: null, durationMs: 0, isSuite: false, directive };
        tap.finished(0, { number, failure, ...at });
        failed();
      },
    });
    runner = made;
    reportErrors(made, 'uncaughtException');
    reportErrors(made, 'unhandledRejection');
    const end = () => {
      host.process.removeListener('beforeExit', end);
      void made.end().then(() => summarize(made));
    };
    host.process.on('beforeExit', end);
    return made;
  }

  /** An error that nothing caught fails the test that runs, or is told at the end. */
  function reportErrors({ root }: Runner, event: FailureType): void {
    host.process.on(event, (error) => {
      const node = current.getStore() ?? innermostRunning(root);
      if (node === undefined || node.finished) {
        failed();
        root.diagnostics.push(lateActivity(node, error, event));
      } else {
        node.fail(new TestFailure(error, event));
        node.abort.abort();
      }
    });
  }

  function summarize({ root }: Runner): void {
    tap.planned(0, root.subtests.length);
    for (const message of root.diagnostics) tap.diagnostic(0, message);
    for (const [name, count] of Object.entries(counts)) tap.diagnostic(0, `${name} ${count}`);
    tap.diagnostic(0, `duration_ms ${nowMs() - (root.startedMs ?? 0)}`);
  }

  function declaring(kind: 'test' | 'suite') {
    const form =
      (forced: object) =>
      (...args: unknown[]): Promise<void> =>
        begun().declare(kind, testOptions(args, forced), callerLocation());
    return Object.assign(form({}), {
      skip: form({ skip: true }),
      todo: form({ todo: true }),
      only: form({ only: true }),
    });
  }

  const hook = (name: HookName) => (fn: TestFunction, options?: unknown) =>
    begun().addHook(name, fn, options);

  const test = declaring('test');
  const suite = declaring('suite');
  return Object.assign(test, {
    test,
    it: declaring('test'),
    suite,
    describe: suite,
    before: hook('before'),
    after: hook('after'),
    beforeEach: hook('beforeEach'),
    afterEach: hook('afterEach'),
    mock: new MockTracker(),
    run: notAvailable('test.run', 'Start the file with the tests as a service of its own.'),
  });
}

/** The frames of a stack, without the `at` before them. */
function framesOf(stack: string): string[] {
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  return frames.map((frame) => frame.slice('    at '.length));
}

function innermostRunning(node: TestNode): TestNode | undefined {
  const running = node.subtests.filter((each) => each.startedMs !== null && !each.finished);
  for (const each of running) return innermostRunning(each) ?? each;
  return undefined;
}

function lateActivity(node: TestNode | undefined, error: unknown, event: string): string {
  if (node === undefined) {
    return (
      'Error: A resource generated asynchronous activity after the test ended. ' +
      `This activity created the error "${error}" which triggered an ${event} event, ` +
      'caught by the test runner.'
    );
  }
  const at = node.location === null ? '' : ` at ${node.location.replace(/^\//, '')}`;
  return (
    `Error: Test "${node.name}"${at} generated asynchronous activity after the test ended. ` +
    `This activity created the error "${error}" and would have caused the test to fail, ` +
    `but instead triggered an ${event} event.`
  );
}
