import { TestFailure } from './failure.ts';
import type { HookName } from './hooks.ts';
import { MockTracker } from './mock.ts';
import { type TestFunction, testOptions } from './options.ts';
import type { Runner } from './runner.ts';
import type { TestNode } from './test-node.ts';

export interface ContextTools {
  /** node:assert, whose assertions count for a test's plan. */
  readonly assert: object;
  /** Where the program stands that calls now. */
  readonly callerLocation: () => string | null;
  /** A hook around all tests failed. */
  readonly hookFailed: (failure: TestFailure) => void;
}

/** What a suite's function and its hooks are given. */
class SuiteContext {
  readonly #node: TestNode;

  constructor(node: TestNode) {
    this.#node = node;
  }

  get name(): string {
    return this.#node.name;
  }

  get fullName(): string {
    return this.#node.fullName;
  }

  get signal(): AbortSignal {
    return this.#node.abort.signal;
  }
}

/** https://nodejs.org/docs/latest-v20.x/api/test.html#class-testcontext */
class TestContext extends SuiteContext {
  readonly #node: TestNode;
  readonly #runner: Runner;
  readonly #tools: ContextTools;
  readonly #plan: Plan;
  #assert: object | null = null;
  #mock: MockTracker | null = null;

  constructor(node: TestNode, runner: Runner, tools: ContextTools, plan: Plan) {
    super(node);
    this.#node = node;
    this.#runner = runner;
    this.#tools = tools;
    this.#plan = plan;
  }

  get error(): TestFailure | null {
    return this.#node.failure;
  }

  get passed(): boolean {
    return this.#node.finished && this.#node.failure === null;
  }

  get mock(): MockTracker {
    this.#mock ??= new MockTracker();
    return this.#mock;
  }

  /** node:assert's functions; each call counts for the plan. */
  get assert(): object {
    this.#assert ??= Object.fromEntries(
      Object.entries(this.#tools.assert).map(([name, member]) => [
        name,
        typeof member === 'function' ? counting(member as () => unknown, this.#plan) : member,
      ]),
    );
    return this.#assert;
  }

  diagnostic(message: string): void {
    this.#node.diagnostics.push(String(message));
  }

  plan(count: number): void {
    if (this.#plan.expected !== null) {
      throw new TestFailure('cannot set plan more than once', 'testCodeFailure');
    }
    this.#plan.expected = count;
  }

  skip(reason = ''): void {
    this.#node.directive = { kind: 'skip', reason: String(reason) };
  }

  todo(reason = ''): void {
    this.#node.directive = { kind: 'todo', reason: String(reason) };
  }

  runOnly(_only: boolean): void {
    this.#node.diagnostics.push(
      "'only' and 'runOnly' require the --test-only command-line option.",
    );
  }

  test(...args: unknown[]): Promise<void> {
    this.#plan.actual += 1;
    const location = this.#tools.callerLocation();
    return this.#runner.declare('test', testOptions(args), location, this.#node);
  }

  before(fn: TestFunction, options?: unknown): void {
    this.#hook('before', fn, options);
  }

  after(fn: TestFunction, options?: unknown): void {
    this.#hook('after', fn, options);
  }

  beforeEach(fn: TestFunction, options?: unknown): void {
    this.#hook('beforeEach', fn, options);
  }

  afterEach(fn: TestFunction, options?: unknown): void {
    this.#hook('afterEach', fn, options);
  }

  #hook(name: HookName, fn: TestFunction, options: unknown): void {
    this.#runner.addHook(name, fn, options, this.#node);
  }

  /** Undoes the test's own mocks. */
  static reset(context: TestContext): void {
    context.#mock?.reset();
  }
}

/** How many assertions a test announced, and made. */
interface Plan {
  expected: number | null;
  actual: number;
}

/** What a test's function and the hooks around it are given. */
export function testContext(node: TestNode, runner: Runner, tools: ContextTools) {
  const plan: Plan = { expected: node.options.plan, actual: 0 };
  const context = new TestContext(node, runner, tools, plan);
  return {
    context,
    checkPlan: () => {
      const { expected, actual } = plan;
      if (expected === null || expected === actual) return;
      const words = `plan expected ${expected} assertions but received ${actual}`;
      throw new TestFailure(words, 'testCodeFailure');
    },
    reset: () => TestContext.reset(context),
  };
}

export function suiteContext(node: TestNode): object {
  return new SuiteContext(node);
}

function counting(assertion: (...args: unknown[]) => unknown, plan: Plan) {
  return (...args: unknown[]) => {
    plan.actual += 1;
    return assertion(...args);
  };
}
