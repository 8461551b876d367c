/** The search for a schedule that breaks what a check expects. */
export { Planner } from './planner.ts';
export { isAllowed } from './point.ts';
export { type RunOutcome, type SearchOptions, type SearchResult, search } from './search.ts';
export { type Found, shrink } from './shrink.ts';
