/**
 * Conformance: one program of many small behaviours, run under real Node and in the other kinds of
 * sandbox, and compared line by line.
 *
 * - `behaviours/` is the program, an ordinary workspace: the same text runs everywhere.
 * - `runner/` runs it in a sandbox and compares what was printed.
 * - `known-differences.ts` is the one list of what is known to differ, with reasons.
 * - `command.ts` is `npm run conformance`.
 */
export * from './known-differences.ts';
export * from './runner/compare.ts';
export * from './runner/kinds.ts';
export * from './runner/observe.ts';
export * from './runner/plan.ts';
export * from './runner/workspace.ts';
