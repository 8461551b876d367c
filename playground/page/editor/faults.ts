import type { Diagnostic, Files } from '../../../runtime/compile/types.ts';
import type { Problem } from '../state/index.ts';
import { sameFiles } from '../storage/index.ts';
import { findPlaces } from './places.ts';

/** What can be marked in the files: a diagnostic, or where a service threw. */
export type Fault = Pick<Diagnostic, 'file' | 'line' | 'column' | 'message' | 'hint'>;

/**
 * Where the service threw, as long as the files are the ones that it ran with: once they change,
 * the line may be another.
 */
export function faultsOf(problem: Problem | null, files: Files): readonly Fault[] {
  if (problem?.kind !== 'start' || problem.error.failure.code !== 'threw') return [];
  if (!sameFiles(problem.files, files)) return [];
  const { error } = problem;
  const own = findPlaces(problem.error.failure.stack).find(
    (part) => typeof part !== 'string' && part.file in files && part.column > 1,
  );
  if (own === undefined || typeof own === 'string') return [];
  return [{ ...own, message: error.message, hint: '' }];
}
