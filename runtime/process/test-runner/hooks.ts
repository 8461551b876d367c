import type { TestFunction, TestOptions } from './options.ts';

export type HookName = 'before' | 'after' | 'beforeEach' | 'afterEach';

export interface Hook extends Pick<TestOptions, 'timeoutMs' | 'signal'> {
  readonly fn: TestFunction;
  /** A run of it, once it has begun: `before` and `after` run once. */
  run: Promise<void> | null;
}

export interface Hooks extends Readonly<Record<HookName, Hook[]>> {
  /** How many of afterEach are the test's own: they stand before those of the tests around. */
  ownAfterEach: number;
}

/** The hooks of a new test: those that run around each test are those of the tests around it too. */
export function followingHooks(outer: Hooks | null): Hooks {
  return {
    before: [],
    after: [],
    beforeEach: [...(outer?.beforeEach ?? [])],
    afterEach: [...(outer?.afterEach ?? [])],
    ownAfterEach: 0,
  };
}

export function addHook(hooks: Hooks, name: HookName, hook: Hook): void {
  if (name === 'afterEach') {
    hooks.afterEach.splice(hooks.ownAfterEach, 0, hook);
    hooks.ownAfterEach += 1;
  } else {
    hooks[name].push(hook);
  }
}
