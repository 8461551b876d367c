import { allSteps } from '../../../runtime/course/read.ts';
import type { Step } from '../../../runtime/course/step.ts';
import { type Context, shownPath, stepAfter } from '../context.ts';
import { CommandError, EXIT } from '../errors.ts';
import { stepListLines } from '../show/step-list.ts';
import { holdStep, stepAtHand } from '../workspace/current.ts';
import { readProgress } from '../workspace/store.ts';

/** Opens the step with this id. */
export async function goto(context: Context, id: string | null): Promise<number> {
  const steps = allSteps(context.course);
  const step = steps.find((one) => one.id === id);
  if (step !== undefined) return go(context, step);
  const list = stepListLines(
    context.course,
    await readProgress(context.paths),
    undefined,
    context.screen.style,
  );
  throw new CommandError(
    id === null ? 'goto needs a step, such as `goto 1.1`.' : `There is no step ${id}.`,
    ['The steps are:', ...list].join('\n'),
  );
}

/** Opens the step after the one in the workspace. */
export async function next(context: Context): Promise<number> {
  const step = await stepAtHand(context);
  const following = stepAfter(context, step);
  if (following !== undefined) return go(context, following);
  throw new CommandError(
    `${step.id} ${step.title} is the last step there is.`,
    `See all steps with \`${context.typed('list')}\`.`,
  );
}

async function go(context: Context, step: Step): Promise<number> {
  const { screen, paths } = context;
  const { opened, lock } = await holdStep(context, async () => step);
  lock.release();
  screen.say(`${step.id} ${step.title} is open in ${shownPath(context, paths.dir)}.`);
  for (const notice of opened.notices) screen.tell(notice);
  screen.gap();
  screen.tell(`Next: \`${context.typed('')}\` runs it and checks what you save.`);
  return EXIT.passed;
}
