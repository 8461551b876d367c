import { Checker } from '../../../runtime/scenario/checker/index.ts';
import { threads } from '../../../runtime/scenario/checker/node/index.ts';
import { checkStep } from '../check-step.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { storyLines } from '../show/story.ts';
import { verdictLines } from '../show/verdict.ts';
import { exitCodeOf, openOrJoin } from './check.ts';

/** Runs one schedule of the step's check again, and tells all that happens in it. Keeps no pass. */
export async function replay(context: Context, token: string | null): Promise<number> {
  if (token === null) {
    throw new CommandError(
      'replay needs the schedule of a failed check, such as `replay 17-q`.',
      'A failed check says it: `npm run lesson -- check`.',
    );
  }
  const { screen, leaving } = context;
  const checker = new Checker(threads());
  try {
    checker.warm();
    const { step, files } = await openOrJoin(context);
    const toCheck = { step, files, signal: leaving };
    const { verdict, run } = await checkStep(context, checker, toCheck, token);
    const event = verdict.outcome === 'failed' ? verdict.event : null;
    screen.wait('');
    screen.say(...verdictLines(verdict, step, screen.width, screen.style));
    screen.gap();
    screen.say(screen.style.heading(`Schedule ${token}, in milliseconds`));
    screen.sayAll(storyLines(run, event, screen.width, screen.style));
    return exitCodeOf(verdict);
  } finally {
    await checker.close();
  }
}
