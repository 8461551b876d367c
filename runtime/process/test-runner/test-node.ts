import { TestFailure } from './failure.ts';
import { followingHooks, type Hooks } from './hooks.ts';
import type { TestOptions } from './options.ts';
import type { Directive, Tap } from './tap.ts';

/** Counts of all tests that have been reported. */
export interface Counts {
  tests: number;
  suites: number;
  pass: number;
  fail: number;
  cancelled: number;
  skipped: number;
  todo: number;
}

export interface TreeTools {
  readonly tap: Tap;
  readonly counts: Counts;
  readonly nowMs: () => number;
  readonly makeAbort: () => AbortController;
  /** A test or suite was reported as failed. */
  readonly failed: () => void;
}

export type NodeKind = 'root' | 'suite' | 'test';

/**
 * One test or suite in the tree of a program's tests: what is known of it, and when it is reported.
 * Whatever the order in which tests end, they are reported in the order in which they were written.
 */
export class TestNode {
  readonly kind: NodeKind;
  readonly parent: TestNode | null;
  readonly options: TestOptions;
  readonly location: string | null;
  readonly subtests: TestNode[] = [];
  readonly hooks: Hooks;
  readonly concurrency: number;
  readonly timeoutMs: number | null;
  readonly abort: AbortController;
  readonly diagnostics: string[] = [];
  directive: Directive;
  failure: TestFailure | null = null;
  cancelled = false;
  /** All of its code has run, and that of its subtests. */
  finished = false;
  startedMs: number | null = null;
  readonly #tools: TreeTools;
  #endedMs: number | null = null;
  #announced = false;
  #reporting = false;
  /** How many of the subtests have been reported. */
  #reported = 0;

  constructor(
    kind: NodeKind,
    parent: TestNode | null,
    options: TestOptions,
    at: { readonly tools: TreeTools; readonly location: string | null },
  ) {
    this.kind = kind;
    this.parent = parent;
    this.options = options;
    this.location = at.location;
    this.#tools = at.tools;
    this.hooks = followingHooks(parent?.hooks ?? null);
    this.concurrency = options.concurrency ?? parent?.concurrency ?? 1;
    this.timeoutMs = options.timeoutMs ?? parent?.timeoutMs ?? null;
    this.abort = at.tools.makeAbort();
    this.directive = directiveOf(options);
  }

  get name(): string {
    return this.options.name;
  }

  /** Names from the outermost test to this one. */
  get fullName(): string {
    const outer = this.parent;
    return outer === null || outer.kind === 'root' ? this.name : `${outer.fullName} > ${this.name}`;
  }

  get skipped(): boolean {
    return this.directive.kind === 'skip';
  }

  get nesting(): number {
    return this.parent === null || this.parent.kind === 'root' ? 0 : this.parent.nesting + 1;
  }

  /** The first reason counts. */
  fail(failure: TestFailure): void {
    this.failure ??= failure;
  }

  begin(): void {
    this.startedMs ??= this.#tools.nowMs();
  }

  /** Ends it, and all within it that has not ended; `reason` is why it could not. */
  finish(reason: TestFailure | null = null): void {
    if (this.finished) return;
    this.finished = true;
    this.#endedMs = this.#tools.nowMs();
    this.startedMs ??= this.#endedMs;
    for (const subtest of this.subtests) {
      if (!subtest.finished) {
        subtest.cancel(reason);
        subtest.finish(reason);
      }
    }
    const failed = this.subtests.filter(
      ({ failure, directive }) => failure && directive.kind !== 'todo',
    );
    if (failed.length > 0) {
      const words = `${failed.length} subtest${failed.length > 1 ? 's' : ''} failed`;
      this.fail(new TestFailure(words, 'subtestsFailed'));
    }
    this.parent?.reportFinished();
  }

  cancel(reason: TestFailure | null = null): void {
    if (this.finished || this.failure !== null) return;
    const words = 'test did not finish before its parent and was cancelled';
    this.fail(reason ?? new TestFailure(words, 'cancelledByParent'));
    this.cancelled = true;
    this.abort.abort();
  }

  /** Reports the subtests whose turn it is. */
  reportFinished(): void {
    let next = this.subtests[this.#reported];
    while (next?.finished && this.#isItsTurn()) {
      next.#report();
      this.#reported += 1;
      next = this.subtests[this.#reported];
    }
  }

  #isItsTurn(): boolean {
    const { parent } = this;
    if (parent === null || this.#reporting) return true;
    return parent.subtests[parent.#reported] === this && parent.#isItsTurn();
  }

  #report(): void {
    const { tap } = this.#tools;
    this.#reporting = true;
    this.reportFinished();
    if (this.subtests.length > 0) tap.planned(this.nesting + 1, this.subtests.length);
    else this.#announce();
    this.#count();
    tap.finished(this.nesting, {
      number: (this.parent?.subtests.indexOf(this) ?? 0) + 1,
      name: this.name,
      durationMs: (this.#endedMs ?? 0) - (this.startedMs ?? 0),
      isSuite: this.kind === 'suite',
      directive: this.directive,
      location: this.location,
      failure: this.failure,
    });
    for (const message of this.diagnostics) tap.diagnostic(this.nesting, message);
    if (this.failure !== null && this.directive.kind !== 'todo') this.#tools.failed();
  }

  #announce(): void {
    if (this.#announced || this.parent === null) return;
    this.#announced = true;
    this.parent.#announce();
    this.#tools.tap.started(this.nesting, this.name);
  }

  #count(): void {
    const { counts } = this.#tools;
    if (this.kind === 'suite') {
      counts.suites += 1;
      return;
    }
    counts.tests += 1;
    if (this.directive.kind === 'skip') counts.skipped += 1;
    else if (this.directive.kind === 'todo') counts.todo += 1;
    else if (this.cancelled) counts.cancelled += 1;
    else if (this.failure !== null) counts.fail += 1;
    else counts.pass += 1;
  }
}

function directiveOf({ skip, todo }: TestOptions): Directive {
  if (skip !== false) return { kind: 'skip', reason: skip === true ? '' : skip };
  if (todo !== false) return { kind: 'todo', reason: todo === true ? '' : todo };
  return { kind: 'none' };
}
