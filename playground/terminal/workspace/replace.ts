import type { Files } from '../../../runtime/compile/types.ts';
import { beginWork, type SavedWork, type Step } from '../../../runtime/course/index.ts';
import { keepCopy } from './copies.ts';
import { applyFiles, readFiles } from './files.ts';
import type { WorkspacePaths } from './paths.ts';
import { stepFiles } from './step-files.ts';
import { writeWork } from './store.ts';

/** What became of the learner's files. */
export interface Replaced {
  /** The paths that changed, in order. */
  readonly changed: readonly string[];
  /** The folder that has the files as they were; null when nothing changed. */
  readonly copy: string | null;
}

/**
 * Makes the workspace the step's start, and keeps a copy of what was there. Files that the learner
 * added go too. Whoever calls this holds the workspace's lock.
 */
export async function resetFiles(paths: WorkspacePaths, step: Step): Promise<Replaced> {
  const work = beginWork({ id: step.id, start: stepFiles(step) });
  return replace(paths, work, work.files);
}

/** Lays the step's solution over the learner's files, and keeps a copy of what was there. */
export async function writeSolution(paths: WorkspacePaths, step: Step): Promise<Replaced> {
  const work = beginWork({ id: step.id, start: stepFiles(step) });
  const disk = await readFiles(paths.dir, work.base);
  return replace(paths, work, { ...disk, ...step.solution });
}

async function replace(paths: WorkspacePaths, work: SavedWork, to: Files): Promise<Replaced> {
  const disk = await readFiles(paths.dir, work.base);
  const changed = [...new Set([...Object.keys(disk), ...Object.keys(to)])]
    .filter((path) => disk[path] !== to[path])
    .sort();
  if (changed.length === 0) return { changed, copy: null };
  const lost = changed.filter((path) => Object.hasOwn(disk, path));
  const copy = lost.length === 0 ? null : await keepCopy(paths, lost, new Date());
  await writeWork(paths.work, { ...work, files: to });
  await applyFiles(paths.dir, disk, to);
  return { changed, copy };
}
