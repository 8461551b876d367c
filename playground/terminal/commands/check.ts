import { recordPassed } from '../../../runtime/course/index.ts';
import type { Step } from '../../../runtime/course/step.ts';
import { Checker } from '../../../runtime/scenario/checker/index.ts';
import { threads } from '../../../runtime/scenario/checker/node/index.ts';
import type { Verdict } from '../../../runtime/scenario/index.ts';
import { checkLive, checkStep, type LiveResult } from '../check-step.ts';
import { type Context, shownPath, stepAfter } from '../context.ts';
import { EXIT } from '../errors.ts';
import { nextAction } from '../show/next-action.ts';
import { againLines, liveNote, verdictLines } from '../show/verdict.ts';
import { holdStep, stepAtHand } from '../workspace/current.ts';
import { readFiles } from '../workspace/files.ts';
import { WorkspaceHeld } from '../workspace/lock.ts';
import { stepFiles } from '../workspace/step-files.ts';
import { changeProgress } from '../workspace/store.ts';

/** Checks the learner's files once. It can be run beside a terminal that watches. */
export async function check(context: Context, isLive: boolean): Promise<number> {
  const { screen } = context;
  const { step, verdict, leavesOut } = await (isLive ? live(context) : inSimulator(context));
  screen.wait('');
  screen.say(...verdictLines(verdict, step, screen), ...againLines(verdict, screen, context.typed));
  if (isLive) screen.tell(liveNote(leavesOut));
  else await recordVerdict(context, step, verdict);
  const situation = {
    file: shownPath(context, `${context.paths.dir}/${step.edit[0]}`),
    next: stepAfter(context, step),
    hasKeys: false,
    isWatching: false,
    typed: context.typed,
  };
  screen.gap();
  screen.tell(`Next: ${nextAction(verdict, situation)}`);
  return exitCodeOf(verdict);
}

type Checked = LiveResult & { readonly step: Step };

async function inSimulator(context: Context): Promise<Checked> {
  const checker = new Checker(threads());
  try {
    // It loads while the step is opened.
    checker.warm();
    const { step, files } = await openOrJoin(context);
    const toCheck = { step, files, signal: context.leaving };
    const { verdict } = await checkStep(context, checker, toCheck);
    return { step, verdict, leavesOut: [] };
  } finally {
    await checker.close();
  }
}

async function live(context: Context): Promise<Checked> {
  const { step, files } = await openOrJoin(context);
  return { step, ...(await checkLive(context, { step, files, signal: context.leaving })) };
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
export async function openOrJoin(context: Context) {
  const step = await openStepOrJoin(context);
  return { step, files: await readFiles(context.paths.dir, stepFiles(step)) };
}

async function openStepOrJoin(context: Context): Promise<Step> {
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

export function exitCodeOf({ outcome }: Verdict): number {
  return outcome === 'inconclusive' ? EXIT.refused : EXIT[outcome];
}
