import process from 'node:process';
import type { Step } from '../../../runtime/course/step.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../errors.ts';
import { Interrupted } from '../interrupted.ts';
import { WatchSession } from '../watch-session.ts';
import { holdStep, stepToOpen } from '../workspace/current.ts';

/**
 * Opens the learner's step, runs it, and checks it at every save, until they leave or go on to the
 * next step. The workspace is held all the while.
 */
export async function watch(context: Context, port: number | null): Promise<number> {
  let step: Step | null = await stepToOpen(context);
  while (step !== null) {
    const chosen: Step = step;
    const { opened, lock } = await holdStep(context, async () => chosen);
    process.once('exit', lock.release);
    try {
      step = await WatchSession.run(context, opened, port);
    } finally {
      lock.release();
      process.off('exit', lock.release);
    }
  }
  const { leaving } = context;
  // Ctrl-C is how one leaves a program that watches, so it is no failure.
  const reason: unknown = leaving.reason;
  return reason instanceof Interrupted && reason.signal !== 'SIGINT'
    ? reason.exitCode
    : EXIT.passed;
}
