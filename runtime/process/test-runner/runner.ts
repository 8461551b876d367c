import type { AsyncLocalStorage } from '../async-hooks/async-local-storage.ts';
import { type ContextTools, suiteContext, testContext } from './contexts.ts';
import { called, type Limits, within } from './deadline.ts';
import { asFailure, TestFailure } from './failure.ts';
import { addHook, type Hook, type HookName } from './hooks.ts';
import { hookOptions, type TestFunction, type TestOptions } from './options.ts';
import { type NodeKind, TestNode, type TreeTools } from './test-node.ts';

export interface RunnerTools extends TreeTools, ContextTools {
  /** Which test the code that is running belongs to. */
  readonly current: AsyncLocalStorage<TestNode>;
  readonly after: Limits['after'];
}

const NOTHING: TestOptions = {
  name: '<root>',
  fn: () => undefined,
  skip: false,
  todo: false,
  only: false,
  concurrency: 1,
  timeoutMs: null,
  signal: null,
  plan: null,
};

const NEEDS_FLAG = "'only' and 'runOnly' require the --test-only command-line option.";

/** Runs the tests of a program: in order, with their hooks, each within its limits. */
export class Runner {
  readonly root: TestNode;
  readonly #tools: RunnerTools;
  /** Tests run once the module has declared those at its top. */
  #open = false;
  readonly #waiting = new Map<TestNode, { node: TestNode; run: () => void }[]>();
  readonly #running = new Map<TestNode, number>();
  readonly #suiteBodies = new WeakMap<TestNode, Promise<void>>();
  #rootAfter: Promise<void> | null = null;

  constructor(tools: RunnerTools) {
    this.#tools = tools;
    this.root = new TestNode('root', null, NOTHING, { tools, location: null });
    this.root.begin();
  }

  /** Declares a test or suite where the running code stands. */
  declare(
    kind: Exclude<NodeKind, 'root'>,
    options: TestOptions,
    location: string | null,
    around: TestNode = this.#tools.current.getStore() ?? this.root,
  ): Promise<void> {
    const parent = around.finished ? this.root : around;
    const node = new TestNode(kind, parent, options, { tools: this.#tools, location });
    parent.subtests.push(node);
    if (parent !== around) {
      const words = 'test could not be started because its parent finished';
      node.fail(new TestFailure(words, 'parentAlreadyFinished'));
    }
    if (options.only) node.diagnostics.push(NEEDS_FLAG);
    if (kind === 'suite') this.#suiteBodies.set(node, this.#declareSuite(node));
    // A suite starts what is in it when its own turn has come.
    if (parent.kind === 'suite') return Promise.resolve();
    if (!this.#open) this.#openSoon();
    return this.#start(node);
  }

  addHook(name: HookName, fn: TestFunction, options: unknown, around?: TestNode): void {
    const node = around ?? this.#tools.current.getStore() ?? this.root;
    const hook: Hook = { fn, ...hookOptions(options), run: null };
    addHook(node.hooks, name, hook);
    // Too late for the first subtest: it runs now.
    if (name === 'before' && node.kind === 'test' && node.startedMs !== null) {
      hook.run = this.#runHook(hook, node);
      hook.run.catch((error) => node.fail(asFailure(error)));
    }
  }

  /** Nothing is left to do in the process: what still waits can never end. */
  async end(): Promise<void> {
    if (this.root.subtests.length === 0) await this.#endRoot();
    const words = 'Promise resolution is still pending but the event loop has already resolved';
    this.root.finish(new TestFailure(words, 'cancelledByParent'));
  }

  #openSoon(): void {
    Promise.resolve().then(() => {
      this.#open = true;
      this.#startWaiting(this.root);
    });
  }

  #start(node: TestNode): Promise<void> {
    const parent = node.parent as TestNode;
    if (this.#open && this.#hasRoom(parent)) return this.#run(node);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(parent) ?? [];
      waiting.push({ node, run: () => void this.#run(node).then(resolve) });
      this.#waiting.set(parent, waiting);
    });
  }

  #hasRoom(parent: TestNode): boolean {
    return (this.#running.get(parent) ?? 0) < parent.concurrency;
  }

  #startWaiting(parent: TestNode): void {
    const waiting = this.#waiting.get(parent) ?? [];
    while (waiting.length > 0 && this.#hasRoom(parent)) waiting.shift()?.run();
  }

  async #run(node: TestNode): Promise<void> {
    const parent = node.parent as TestNode;
    this.#running.set(parent, (this.#running.get(parent) ?? 0) + 1);
    try {
      await (node.kind === 'suite' ? this.#runSuite(node) : this.#runTest(node));
    } catch (error) {
      failed(node, error);
    }
    this.#running.set(parent, (this.#running.get(parent) ?? 1) - 1);
    node.finish();
    this.#startWaiting(parent);
    const isLast = parent === this.root && parent.subtests.every(({ finished }) => finished);
    if (isLast) await this.#endRoot();
  }

  async #runTest(node: TestNode): Promise<void> {
    node.begin();
    if (this.#isAborted(node) || node.failure !== null) return;
    const parent = node.parent as TestNode;
    const { context, checkPlan, reset } = testContext(node, this, this.#tools);
    const fn = node.skipped ? () => undefined : node.options.fn;
    try {
      // A test without hooks begins at once: `t.test(…)` returns when its code has awaited.
      const { before, beforeEach } = parent.hooks;
      if (before.length > 0) await this.#runHooks('before', parent, suiteContext(parent));
      if (beforeEach.length > 0 && !node.skipped) {
        await this.#runHooks('beforeEach', parent, context, node);
      }
      await within(this.#limits(node), () =>
        this.#tools.current.run(node, () => called(fn, context)),
      );
      this.#isAborted(node);
      checkPlan();
    } catch (error) {
      failed(node, error);
    }
    try {
      if (!node.skipped) await this.#runHooks('afterEach', parent, context, node);
      await this.#runHooks('after', node, context);
    } finally {
      reset();
      node.abort.abort();
    }
  }

  async #declareSuite(node: TestNode): Promise<void> {
    if (node.skipped) return;
    try {
      await this.#tools.current.run(node, () => called(node.options.fn, suiteContext(node)));
    } catch (error) {
      node.fail(asFailure(error));
    }
  }

  async #runSuite(node: TestNode): Promise<void> {
    await this.#suiteBodies.get(node);
    node.begin();
    if (this.#isAborted(node)) return;
    const context = suiteContext(node);
    const parent = node.parent as TestNode;
    await this.#runHooks('before', parent, suiteContext(parent));
    try {
      await this.#runHooks('before', node, context);
      const subtests = node.skipped || node.failure !== null ? [] : node.subtests;
      await within(this.#limits(node), () =>
        Promise.all(subtests.map((subtest) => this.#start(subtest))),
      );
    } finally {
      await this.#runHooks('after', node, context);
    }
  }

  /** Runs the hooks of one test, in the name of another that they are run for. */
  async #runHooks(
    name: HookName,
    owner: TestNode,
    context: object,
    forNode: TestNode = owner,
  ): Promise<void> {
    try {
      for (const hook of owner.hooks[name]) {
        const once = name === 'before' || name === 'after';
        if (!once) await this.#runHook(hook, forNode, context);
        else {
          hook.run ??= this.#runHook(hook, forNode, context);
          await hook.run;
        }
      }
    } catch (error) {
      const cause = error instanceof TestFailure ? error.cause : error;
      const failure = new TestFailure(`failed running ${name} hook`, 'hookFailed');
      failure.cause = cause;
      throw failure;
    }
  }

  #runHook(hook: Hook, node: TestNode, context: object = suiteContext(node)): Promise<void> {
    const signal = hook.signal ?? this.#tools.makeAbort().signal;
    const limits = { timeoutMs: hook.timeoutMs, signal, after: this.#tools.after };
    return within(limits, () => this.#tools.current.run(node, () => called(hook.fn, context)));
  }

  #endRoot(): Promise<void> {
    const context = suiteContext(this.root);
    this.#rootAfter ??= this.#runHooks('before', this.root, context)
      .then(() => this.#runHooks('after', this.root, context))
      .catch((error) => this.#tools.hookFailed(asFailure(error)));
    return this.#rootAfter;
  }

  #limits(node: TestNode): Limits {
    const { abort, options, timeoutMs } = node;
    options.signal?.addEventListener('abort', () => this.#isAborted(node), { once: true });
    return { timeoutMs, signal: abort.signal, after: this.#tools.after };
  }

  #isAborted(node: TestNode): boolean {
    const { signal } = node.options;
    if (!signal?.aborted && !node.abort.signal.aborted) return false;
    node.cancel(new TestFailure(signal?.reason ?? 'The test was aborted', 'testAborted'));
    return true;
  }
}

/** The first reason counts; a test that is out of time counts as cancelled. */
function failed(node: TestNode, error: unknown): void {
  const failure = asFailure(error);
  if (failure.failureType === 'testTimeoutFailure') node.cancel(failure);
  else node.fail(failure);
}
