import { SandboxError } from '../errors.ts';
import { bootAborted } from '../life-errors.ts';
import type { BootOptions } from '../sandbox.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { whyUnfit } from './fitness.ts';
import { Guardian } from './guardian.ts';
import { RunFolders } from './run-folders.ts';
import type { Machine } from './surroundings.ts';

/** Rejects with a SandboxError, and then leaves nothing behind; `disposing` ends it as well. */
export async function bootMachine(
  { signal, timeoutMs, onStage }: BootOptions,
  disposing: AbortSignal,
): Promise<Machine> {
  onStage('Looking at Node');
  const unfit = whyUnfit(process.versions.node, process.platform);
  if (unfit !== null) throw unfit;

  onStage('Making a folder to run services in');
  const late = AbortSignal.timeout(timeoutMs);
  const ending = AbortSignal.any([signal, disposing, late]);
  const creating = RunFolders.create();
  try {
    const folders = await unlessAborted(creating, ending);
    return { folders, guardian: new Guardian(folders.root) };
  } catch (error) {
    // It may still come into being, with nobody left who wants it.
    void creating.then((folders) => folders.removeAll()).catch(() => {});
    if (ending.aborted) throw whyAborted(late.aborted, timeoutMs);
    throw new SandboxError(
      'boot-failed',
      `No folder to run services in could be made: ${(error as Error).message}`,
      'Make room in the folder for temporary files, or name another one in TMPDIR.',
    );
  }
}

function whyAborted(late: boolean, timeoutMs: number): SandboxError {
  if (!late) {
    return bootAborted();
  }
  return new SandboxError(
    'boot-timeout',
    `No folder to run services in could be made within ${timeoutMs / 1000} s.`,
    'Is the disk of the folder for temporary files (TMPDIR) at work?',
  );
}
