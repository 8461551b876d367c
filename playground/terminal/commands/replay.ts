import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import { Checker, refuseBadToken } from '../../../runtime/scenario/checker/index.ts';
import { threads } from '../../../runtime/scenario/checker/node/index.ts';
import { diagramOf, storyOf, svgOf } from '../../../runtime/scenario/index.ts';
import { checkStep } from '../check-step.ts';
import { type Context, shownPath } from '../context.ts';
import { CommandError } from '../errors.ts';
import { storyLines } from '../show/story.ts';
import { verdictLines } from '../show/verdict.ts';
import type { WorkspacePaths } from '../workspace/paths.ts';
import { exitCodeOf, openOrJoin } from './check.ts';

/** What comes before a longer one has gone from the screen at its end. */
const SHORT_STORY_LINES = 12;

/** Writes the space-time diagram of a run beside the learner's files. */
async function draw(
  paths: WorkspacePaths,
  token: string,
  run: readonly LedgerEvent[],
  failedAt: number | null,
): Promise<string> {
  const file = paths.picture(token);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, svgOf(diagramOf(run, failedAt), `Schedule ${token}`));
  return file;
}

/** Runs one schedule of the step's check again, and tells all that happens in it. Keeps no pass. */
export async function replay(context: Context, token: string | null): Promise<number> {
  if (token === null) {
    throw new CommandError(
      'replay needs the schedule of a failed check, such as `replay 17-q`.',
      `A failed check says it: \`${context.typed('check')}\`.`,
    );
  }
  refuseBadToken(token);
  const { screen, leaving } = context;
  const checker = new Checker(threads());
  try {
    checker.warm();
    const { step, files } = await openOrJoin(context);
    const toCheck = { step, files, signal: leaving };
    const { verdict, run } = await checkStep(context, checker, toCheck, token);
    const event = verdict.outcome === 'failed' ? verdict.event : null;
    const told = verdictLines(verdict, step, screen);
    const story = storyLines(storyOf(run, event), screen.width, screen.style);
    const picture = await draw(context.paths, token, run, event);
    screen.wait('');
    screen.say(...told);
    screen.gap();
    screen.say(screen.style.heading(`Schedule ${token}`));
    screen.sayAll(story);
    screen.gap();
    if (story.length > SHORT_STORY_LINES) screen.say(...told, '');
    screen.say('The same as a diagram, for a browser:', shownPath(context, picture));
    return exitCodeOf(verdict);
  } finally {
    await checker.close();
  }
}
