/**
 * A step while the learner works on it: what is to run, on which ports and with which environment;
 * what runs, what can be done to it, and what there is to see. The page and the terminal play by this.
 */
export * from './board.ts';
export * from './commands.ts';
export * from './instances.ts';
export * from './links.ts';
export * from './owners.ts';
export * from './plan.ts';
export * from './play.ts';
export * from './registry.ts';
export * from './services.ts';
export * from './view.ts';
