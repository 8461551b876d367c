import type { ModuleSteps } from '../compile/module.ts';

/** What a module does step by step: it is told to go on, and nothing else. */
export type LoadedSteps = Pick<ModuleSteps, 'next'>;

/**
 * Runs linked modules in the order in which ECMAScript runs them: dependencies first, each once,
 * cycles where they close; what awaits at its top level holds back its importers and nobody else.
 * These are the algorithms of ECMA-262, 16.2.1.6.1.3 (Evaluate) and the sections below it.
 */
export class Evaluation {
  readonly #steps: LoadedSteps;
  readonly #isAsync: boolean;
  /** What it imports, in source order; set once, before it is evaluated. */
  #dependencies: readonly Evaluation[] = [];

  #status: 'linked' | 'evaluating' | 'evaluating-async' | 'evaluated' = 'linked';
  #failure: { readonly error: unknown } | null = null;
  /** Its place in the search, and the earliest place that a cycle leads it back to. */
  #index = 0;
  #earliest = 0;
  #cycleRoot: Evaluation | null = null;
  /** When it came to wait for something asynchronous; null when it does not wait (any more). */
  #waitingSince: number | null = null;
  #pendingDependencies = 0;
  #waitingParents: Evaluation[] = [];
  #result: Settling | null = null;

  /** `steps` have taken their first step. */
  constructor(steps: LoadedSteps) {
    this.#steps = steps;
    this.#isAsync = Symbol.asyncIterator in steps;
  }

  link(dependencies: readonly Evaluation[]): void {
    this.#dependencies = dependencies;
  }

  /** Resolves once it has run; rejects, each time with the same error, when it or what it imports threw. */
  evaluate(): Promise<void> {
    if (this.#cycleRoot !== null && this.#cycleRoot !== this) return this.#cycleRoot.evaluate();
    this.#result ??= this.#start();
    return this.#result.promise;
  }

  #start(): Settling {
    const result = settling();
    const stack: Evaluation[] = [];
    try {
      this.#evaluateInner(stack, 0);
      if (this.#waitingSince === null) result.resolve();
    } catch (error) {
      for (const module of stack) {
        module.#status = 'evaluated';
        module.#failure = { error };
      }
      result.reject(error);
    }
    return result;
  }

  #evaluateInner(stack: Evaluation[], from: number): number {
    if (this.#failure !== null) throw this.#failure.error;
    if (this.#status !== 'linked') return from;

    this.#status = 'evaluating';
    this.#index = from;
    this.#earliest = from;
    stack.push(this);
    let index = from + 1;
    for (const dependency of this.#dependencies) {
      index = dependency.#evaluateInner(stack, index);
      this.#dependOn(dependency);
    }
    if (this.#pendingDependencies > 0 || this.#isAsync) {
      this.#waitingSince = nextTurn++;
      if (this.#pendingDependencies === 0) this.#runAsync();
    } else this.#run();

    if (this.#earliest === this.#index) this.#closeCycle(stack);
    return index;
  }

  #dependOn(dependency: Evaluation): void {
    let waitedFor = dependency;
    if (dependency.#status === 'evaluating') {
      this.#earliest = Math.min(this.#earliest, dependency.#earliest);
    } else {
      waitedFor = dependency.#cycleRoot ?? dependency;
      if (waitedFor.#failure !== null) throw waitedFor.#failure.error;
    }
    if (waitedFor.#waitingSince !== null) {
      this.#pendingDependencies += 1;
      waitedFor.#waitingParents.push(this);
    }
  }

  /** All modules of a cycle are done, or wait, together: the one entered first speaks for them. */
  #closeCycle(stack: Evaluation[]): void {
    let member: Evaluation;
    do {
      member = stack.pop() as Evaluation;
      member.#status = member.#waitingSince === null ? 'evaluated' : 'evaluating-async';
      member.#cycleRoot = this;
    } while (member !== this);
  }

  #run(): void {
    this.#steps.next();
  }

  #runAsync(): void {
    // An asynchronous generator: its step is a promise.
    Promise.resolve(this.#steps.next()).then(
      () => this.#fulfilled(),
      (error: unknown) => this.#rejected(error),
    );
  }

  #fulfilled(): void {
    if (this.#status === 'evaluated') return;
    this.#settle();
    this.#result?.resolve();
    const ready: Evaluation[] = [];
    this.#gatherReady(ready);
    ready.sort((a, b) => (a.#waitingSince as number) - (b.#waitingSince as number));
    for (const parent of ready) parent.#resume();
  }

  /** The parents that waited only for this module, and theirs where they need no wait themselves. */
  #gatherReady(ready: Evaluation[]): void {
    for (const parent of this.#waitingParents) {
      if (ready.includes(parent) || (parent.#cycleRoot ?? parent).#failure !== null) continue;
      parent.#pendingDependencies -= 1;
      if (parent.#pendingDependencies > 0) continue;
      ready.push(parent);
      if (!parent.#isAsync) parent.#gatherReady(ready);
    }
  }

  #resume(): void {
    if (this.#status === 'evaluated') return;
    if (this.#isAsync) {
      this.#runAsync();
      return;
    }
    try {
      this.#run();
    } catch (error) {
      this.#rejected(error);
      return;
    }
    this.#settle();
    this.#result?.resolve();
  }

  #rejected(error: unknown): void {
    if (this.#status === 'evaluated') return;
    this.#failure = { error };
    this.#settle();
    for (const parent of this.#waitingParents) parent.#rejected(error);
    this.#result?.reject(error);
  }

  #settle(): void {
    this.#status = 'evaluated';
    this.#waitingSince = null;
  }
}

/** Counts up over all modules: those that wait run again in the order in which they came to wait. */
let nextTurn = 0;

interface Settling {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function settling(): Settling {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}
