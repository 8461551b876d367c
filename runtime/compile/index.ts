/** From the learner's files to code that runs: types blanked, imports resolved, no line moved. */
export { type AwaitFollower, type FollowAwaits, usesAsyncContext } from './async-context.ts';
export { allOfNode, type Builtins, type ModuleSurface } from './builtins.ts';
export { Compiled, type ModuleGraph } from './compiled.ts';
export { Compiler } from './compiler.ts';
export { withoutEscapes } from './escapes.ts';
export { type LinkOptions, link } from './link.ts';
export * from './linked.ts';
export * from './module.ts';
export { nodePath, nodeSource } from './node-source.ts';
export * from './packages/index.ts';
export type { StepCounter } from './steps.ts';
export { type Stripped, strip } from './strip.ts';
export * from './types.ts';
