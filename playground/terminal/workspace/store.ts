import {
  emptyProgress,
  type ParsedWork,
  type Progress,
  parseProgress,
  parseWork,
  type SavedWork,
  serialiseProgress,
  serialiseWork,
} from '../../../runtime/course/index.ts';
import { CommandError } from '../errors.ts';
import { readIfThere, writeWhole } from './files.ts';
import type { WorkspacePaths } from './paths.ts';

/**
 * Reads the learner's progress. A damaged file is refused and left as it is: it may be the only
 * record of weeks of work.
 */
export async function readProgress(paths: WorkspacePaths): Promise<Progress> {
  const text = await readIfThere(paths.progress);
  if (text === null) return emptyProgress();
  const parsed = parseProgress(text);
  if (parsed.ok) return parsed.progress;
  throw new CommandError(
    `${paths.progress} cannot be read: ${parsed.problem}.`,
    'It was left as it is. Mend it, rename it away, or begin anew with ' +
      '`npm run lesson -- reset --progress`, which keeps a copy.',
  );
}

let lastChange: Promise<unknown> = Promise.resolve();

/**
 * Reads, changes and writes the progress, one change after the other; another terminal may have
 * changed it since.
 */
export function changeProgress(
  paths: WorkspacePaths,
  change: (progress: Progress) => Progress,
): Promise<Progress> {
  const changed = lastChange.then(async () => {
    const before = await readProgress(paths);
    const after = change(before);
    if (after !== before) await writeWhole(paths.progress, serialiseProgress(after));
    return after;
  });
  lastChange = changed.catch(() => undefined);
  return changed;
}

/** Reads saved work; null when there is none. */
export async function readWork(file: string): Promise<SavedWork | null> {
  const text = await readIfThere(file);
  if (text === null) return null;
  const parsed: ParsedWork = parseWork(text);
  if (parsed.ok) return parsed.work;
  throw new CommandError(
    `${file} cannot be read: ${parsed.problem}.`,
    'It was left as it is. Rename it away and run the command again: the files in the workspace ' +
      'are kept as they are.',
  );
}

export async function writeWork(file: string, work: SavedWork): Promise<void> {
  await writeWhole(file, serialiseWork(work));
}
