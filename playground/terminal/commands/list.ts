import type { Step } from '../../../runtime/course/step.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../errors.ts';
import { stepListLines } from '../show/step-list.ts';
import { stepAtHand } from '../workspace/current.ts';
import { readProgress } from '../workspace/store.ts';

/** Lists the steps and what was passed. */
export async function list(context: Context): Promise<number> {
  await showList(context, await stepAtHand(context));
  return EXIT.passed;
}

export async function showList({ course, paths, screen }: Context, open: Step): Promise<void> {
  const progress = await readProgress(paths);
  screen.say(...stepListLines(course, progress, open.id, screen.style));
}
