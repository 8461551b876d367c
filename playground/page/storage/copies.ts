import type { Files } from '../../../runtime/compile/types.ts';
import { parseWork, type SavedWork, serialiseWork } from '../../../runtime/course/work.ts';
import { keys } from './keys.ts';
import type { TextStore } from './text-store.ts';

/** The learner's files as they were when something else took their place. */
export interface Copy {
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly files: Files;
}

/** Copies kept for each step; the oldest go when there are more. */
export const COPIES_KEPT = 20;

/** Keeps a copy and returns its key; null when the store has no room for it. */
export function keepCopy(store: TextStore, work: SavedWork, madeAt: string): string | null {
  const key = freeKey(store, work.step, madeAt);
  if (store.write(key, serialiseWork(work)) !== null) return null;
  const all = store.keys(keys.copies(work.step));
  for (const old of all.slice(0, Math.max(0, all.length - COPIES_KEPT))) store.remove(old);
  return key;
}

/** The copies of a step that can be read, newest first. */
export function listCopies(store: TextStore, stepId: string): readonly Copy[] {
  const prefix = keys.copies(stepId);
  return store
    .keys(prefix)
    .flatMap((key) => {
      const parsed = parseWork(store.read(key) ?? '');
      if (!parsed.ok) return [];
      const madeAt = key.slice(prefix.length, prefix.length + ISO_LENGTH);
      return [{ key, madeAt, files: parsed.work.files }];
    })
    .reverse();
}

const ISO_LENGTH = new Date(0).toISOString().length;

/** Two copies made in one millisecond must not take each other's place. */
function freeKey(store: TextStore, stepId: string, madeAt: string): string {
  let key = keys.copy(stepId, madeAt);
  while (store.read(key) !== null) key += '+';
  return key;
}
