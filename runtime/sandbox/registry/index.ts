/**
 * Brownout's own registry in every kind of sandbox: an instance like any other, whose program is
 * ours. What it observes of itself is in the ledger. `build.ts` is for Node.
 */
export * from './entry.ts';
export * from './outside.ts';
export * from './start.ts';
