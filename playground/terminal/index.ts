/**
 * `npm run lesson`: the course in a terminal, with the learner's own editor. `lesson.mjs` is where
 * it starts, `commands/` has a file for each command, `workspace/` keeps the learner's files and
 * progress, `show/` turns what happened into lines.
 */
export { main } from './main.ts';
