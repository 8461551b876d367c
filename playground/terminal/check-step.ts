import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Files } from '../../runtime/compile/types.ts';
import type { Step } from '../../runtime/course/step.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { runCheck, type Scenario, type Verdict } from '../../runtime/scenario/index.ts';
import type { Context } from './context.ts';
import { sourceFiles } from './workspace/step-files.ts';

/** The same seed every time: a verdict changes only when the code does. */
const SEED = 1;

/**
 * Checks the learner's files in a sandbox of its own, beside whatever runs. Rejects only when the
 * signal aborts or the check itself has a bug.
 */
export async function checkStep(
  { lessonsDir, paths, screen }: Context,
  step: Step,
  files: Files,
  signal: AbortSignal,
): Promise<Verdict> {
  const file = join(lessonsDir, step.folder, 'check.ts');
  const { default: scenario } = (await import(pathToFileURL(file).href)) as { default: Scenario };
  return runCheck(scenario, {
    sandbox: () => createNodeSandbox({ workspace: paths.dir }),
    step,
    files: sourceFiles(files),
    signal,
    seed: SEED,
    onProgress: (doing) => screen.wait(`Checking ${step.id} ${step.title}: ${doing}`),
  });
}
