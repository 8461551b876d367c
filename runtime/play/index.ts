/**
 * A step's services while the learner works on it: what is to run, on which ports and with which
 * environment, and what runs. The page and the terminal both play by this.
 */
export * from './plan.ts';
export * from './registry.ts';
export * from './services.ts';
