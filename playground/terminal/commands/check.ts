import { recordPassed } from '../../../runtime/course/index.ts';
import type { Step } from '../../../runtime/course/step.ts';
import type { Verdict } from '../../../runtime/scenario/index.ts';
import { checkStep } from '../check-step.ts';
import { type Context, shownPath, stepAfter } from '../context.ts';
import { EXIT } from '../errors.ts';
import { nextAction } from '../show/next-action.ts';
import { verdictLines } from '../show/verdict.ts';
import { holdStep, stepAtHand } from '../workspace/current.ts';
import { readFiles } from '../workspace/files.ts';
import { WorkspaceHeld } from '../workspace/lock.ts';
import { stepFiles } from '../workspace/step-files.ts';
import { changeProgress } from '../workspace/store.ts';

/** Checks the learner's files once. It can be run beside a terminal that watches. */
export async function check(context: Context): Promise<number> {
  const { screen, paths, leaving } = context;
  const step = await openOrJoin(context);
  const files = await readFiles(paths.dir, stepFiles(step));
  const verdict = await checkStep(context, step, files, leaving);
  screen.wait('');
  screen.say(...verdictLines(verdict, step, screen.width, screen.style));
  await recordVerdict(context, step, verdict);
  const situation = {
    file: shownPath(context, `${paths.dir}/${step.edit[0]}`),
    next: stepAfter(context, step),
    hasKeys: false,
    isWatching: false,
  };
  screen.gap();
  screen.tell(`Next: ${nextAction(verdict, situation)}`);
  return exitCodeOf(verdict);
}

/** Keeps a pass. */
export async function recordVerdict(
  { paths }: Context,
  step: Step,
  verdict: Verdict,
): Promise<void> {
  if (verdict.outcome !== 'passed') return;
  const now = new Date().toISOString();
  await changeProgress(paths, (progress) => recordPassed(progress, step.id, now));
}

/** The step in the workspace, put there if need be; a terminal that watches has done so already. */
async function openOrJoin(context: Context): Promise<Step> {
  try {
    const { opened, lock } = await holdStep(context);
    lock.release();
    for (const notice of opened.notices) context.screen.tell(notice);
    return opened.step;
  } catch (error) {
    if (error instanceof WorkspaceHeld) return stepAtHand(context);
    throw error;
  }
}

function exitCodeOf({ outcome }: Verdict): number {
  return outcome === 'inconclusive' ? EXIT.refused : EXIT[outcome];
}
