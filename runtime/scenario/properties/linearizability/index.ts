/** Whether what clients saw of an object could have come from one that does one thing at a time. */
export { checkLinearizable, type Linearizability } from './check.ts';
export type { Model, Operation } from './model.ts';
export * from './models.ts';
