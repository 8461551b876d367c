import { seconds } from '../story/words.ts';
import { HOLDS, type Holds } from './finding.ts';

/** All accounts, read at one moment. */
export interface TotalRead {
  readonly atMs: number;
  readonly total: number;
}

/** Every total that was read is the same: nothing is lost, and nothing comes from nowhere. */
export function conservation<R extends TotalRead>(reads: readonly R[], sum: number): Holds<R> {
  const wrong = reads.find(({ total }) => total !== sum);
  if (wrong === undefined) return HOLDS;
  const difference = wrong.total - sum;
  const what = difference < 0 ? `${-difference} is missing` : `${difference} is too much`;
  const sentence = `All accounts together hold ${wrong.total} at ${seconds(wrong.atMs)}, not ${sum}: ${what}.`;
  return { holds: false, sentence, shown: [wrong] };
}
