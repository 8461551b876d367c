/** Where instances run: one interface, and what every kind of sandbox shares. */
export * from './errors.ts';
export * from './network-errors.ts';
export * from './output-gate.ts';
export * from './registry/index.ts';
export * from './sandbox.ts';
export * from './start-errors.ts';
