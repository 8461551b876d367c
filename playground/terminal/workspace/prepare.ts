import { access, mkdir, stat } from 'node:fs/promises';
import type { Step } from '../../../runtime/course/step.ts';
import { CommandError } from '../errors.ts';
import { readFiles } from './files.ts';
import type { WorkspacePaths } from './paths.ts';
import { stepFiles } from './step-files.ts';

/** Rejects when the workspace is there and no folder. */
export async function refuseFile({ dir }: WorkspacePaths): Promise<void> {
  const found = await stat(dir).catch(() => null);
  if (found === null || found.isDirectory()) return;
  throw new CommandError(
    `${dir} is a file, and the workspace must be a folder.`,
    'Move it away, or choose another folder with --workspace DIR.',
  );
}

/** Makes the workspace's folder. Rejects when it holds somebody's project, and leaves that alone. */
export async function prepareWorkspace(paths: WorkspacePaths, step: Step): Promise<void> {
  const isOurs = await access(paths.hidden).then(
    () => true,
    () => false,
  );
  if (!isOurs) await refuseProject(paths, step);
  await mkdir(paths.hidden, { recursive: true });
}

async function refuseProject({ dir }: WorkspacePaths, step: Step): Promise<void> {
  const ours = stepFiles(step);
  const foreign = Object.keys(await readFiles(dir, ours)).filter(
    (path) => !Object.hasOwn(ours, path),
  );
  if (foreign.length === 0) return;
  throw new CommandError(
    `${dir} has files that are not Brownout's: ${foreign.slice(0, 3).join(', ')}.`,
    'A workspace belongs to Brownout alone: choose an empty folder with --workspace DIR.',
  );
}
