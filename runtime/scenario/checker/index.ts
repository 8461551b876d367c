/**
 * Checks in the simulator run in a worker of their own: a thread of Node's (`node/`), or a worker in
 * a closed frame of the page (`browser/`). So learners' code that runs on without end, or takes all
 * memory, takes only the worker with it. `Checker` is the side that lives on, `serveChecks` is the
 * worker's.
 */

export type { SearchEffort } from '../simulate.ts';
export { Checker, type CheckerEvents, type CheckerLimits, type CheckResult } from './checker.ts';
export { CheckerError } from './error.ts';
export type { CheckJob } from './protocol.ts';
export { refuseBadToken } from './refuse-token.ts';
export type { LaunchVessel } from './vessel.ts';
