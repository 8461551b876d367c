/**
 * From the learner's files to code that runs, no line moved. `syntax/` reads them, `strip/` blanks out
 * their types, `diagnose/` resolves imports and says what cannot work, `link/` makes each module a
 * function, and `packages/` has what services may import.
 */

export { allOfNode, type Builtins, type ModuleSurface } from './builtins.ts';
export { Compiled, type ModuleGraph } from './compiled.ts';
export { Compiler } from './compiler.ts';
export { type AwaitFollower, type FollowAwaits, usesAsyncContext } from './link/async-context.ts';
export { withoutEscapes } from './link/escapes.ts';
export { type LinkOptions, link } from './link/link.ts';
export * from './link/linked.ts';
export type { StepCounter } from './link/steps.ts';
export * from './module.ts';
export { nodePath, nodeSource } from './node-source.ts';
export * from './packages/index.ts';
export { type Stripped, strip } from './strip/strip.ts';
export * from './types.ts';
