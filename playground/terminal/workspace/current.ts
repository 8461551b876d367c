import { currentStep } from '../../../runtime/course/index.ts';
import { allSteps } from '../../../runtime/course/read.ts';
import type { Step } from '../../../runtime/course/step.ts';
import type { Context } from '../context.ts';
import { shownPath } from '../context.ts';
import { type Lock, takeLock } from './lock.ts';
import { type OpenedStep, openStep } from './open-step.ts';
import { prepareWorkspace } from './prepare.ts';
import { readProgress, readWork } from './store.ts';

/** The step that the learner's progress leads to. */
export async function stepToOpen({ course, paths }: Context): Promise<Step> {
  const step = currentStep(await readProgress(paths), allSteps(course));
  if (step === undefined) throw new Error('a course has steps: readCourse sees to it');
  return step;
}

/** The step whose files are in the workspace, or else the one to open. Changes nothing. */
export async function stepAtHand(context: Context): Promise<Step> {
  const open = await readWork(context.paths.work);
  const step = allSteps(context.course).find(({ id }) => id === open?.step);
  return step ?? stepToOpen(context);
}

/** Takes the workspace for this process and puts a step into it. */
export async function holdStep(
  context: Context,
  choose: () => Promise<Step> = () => stepToOpen(context),
): Promise<{ readonly opened: OpenedStep; readonly lock: Lock }> {
  const { paths } = context;
  const step = await choose();
  await prepareWorkspace(paths, step);
  const lock = await takeLock(paths.lock, shownPath(context, paths.dir));
  try {
    return { opened: await openStep(paths, step), lock };
  } catch (error) {
    lock.release();
    throw error;
  }
}
