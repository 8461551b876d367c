/**
 * The Node API for sandboxes that are not Node, written against a `Host` alone. `prepareProcess`
 * makes a process; whoever makes several of them resumes one before each call into it.
 */

export { SHARED_WITH_NODE } from './globals.ts';
export type * from './host.ts';
export { CONNECTION_WINDOW_BYTES } from './host.ts';
export { moduleUrl, type Program, type ProgramModule } from './program.ts';
export { type PreparedProcess, prepareProcess } from './start.ts';
