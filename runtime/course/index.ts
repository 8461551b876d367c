/**
 * The course as data: what a step is, how far a learner has come, and their work. Nothing here
 * touches a platform; `read.ts`, which reads lessons from disk, is imported on its own, under Node.
 */
export * from './progress.ts';
export * from './step.ts';
export * from './work.ts';
