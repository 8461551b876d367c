import type { Files } from '../../../runtime/compile/types.ts';
import {
  beginWork,
  reconcile,
  recordOpened,
  type SavedWork,
  type Step,
} from '../../../runtime/course/index.ts';
import { applyFiles, readFiles } from './files.ts';
import type { WorkspacePaths } from './paths.ts';
import { stepFiles } from './step-files.ts';
import { changeProgress, readWork, writeWork } from './store.ts';

export interface OpenedStep {
  readonly step: Step;
  /** What is in the workspace now. */
  readonly files: Files;
  /** What the learner should know about their files, a sentence or two each. */
  readonly notices: readonly string[];
}

/**
 * Puts a step into the workspace. What the learner wrote is never overwritten: work on this step is
 * kept through newer versions of it, and work on another step is put away until they go back to it.
 * Whoever calls this holds the workspace's lock.
 */
export async function openStep(paths: WorkspacePaths, step: Step): Promise<OpenedStep> {
  const open = await readWork(paths.work);
  const start = { id: step.id, start: stepFiles(step) };
  const disk = await readFiles(paths.dir, open?.base ?? start.start);

  const notices: string[] = [];
  let saved: SavedWork;
  if (open === null) {
    saved = { ...beginWork(start), files: disk };
    const differs = Object.keys(disk).filter((path) => disk[path] !== start.start[path]);
    if (differs.length > 0) {
      notices.push(`Kept what was in the workspace already: ${differs.join(', ')}.`);
    }
  } else if (open.step === step.id) {
    saved = { ...open, files: disk };
    const missing = Object.keys(start.start).filter((path) => !Object.hasOwn(disk, path));
    if (missing.length > 0)
      notices.push(`Written again, for it was missing: ${missing.join(', ')}.`);
  } else {
    // The work on the other step is safe in its own file before anything in the folder changes.
    await writeWork(paths.leftWork(open.step), { ...open, files: disk });
    saved = (await readWork(paths.leftWork(step.id))) ?? beginWork(start);
  }

  const { work, notice } = reconcile(saved, start);
  if (notice !== null) notices.push(notice);
  await writeWork(paths.work, work);
  await applyFiles(paths.dir, disk, work.files);
  await changeProgress(paths, (progress) => recordOpened(progress, step.id));
  return { step, files: work.files, notices };
}
