/** What a registry knows now, made of what it told: for whoever shows it. */
export { type Observed, registryViewAfter } from './reduce.ts';
export * from './view.ts';
