import { recordHint, stepProgress } from '../../../runtime/course/index.ts';
import type { Step } from '../../../runtime/course/step.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../errors.ts';
import { renderMarkdown } from '../show/markdown.ts';
import { stepAtHand } from '../workspace/current.ts';
import { changeProgress, readProgress } from '../workspace/store.ts';

/** Opens one more hint; when all are open, shows them all again. */
export async function hint(context: Context): Promise<number> {
  await showHint(context, await stepAtHand(context));
  return EXIT.passed;
}

export async function showHint({ paths, screen }: Context, step: Step): Promise<void> {
  const { hints } = step;
  const show = (index: number) =>
    screen.say(
      screen.style.heading(`Hint ${index + 1} of ${hints.length}`),
      ...renderMarkdown(hints[index] ?? '', screen.width, screen.style),
      '',
    );
  const opened = stepProgress(await readProgress(paths), step.id).hintsOpened;
  if (opened >= hints.length) {
    for (const index of hints.keys()) show(index);
    screen.say('These are all the hints there are.');
    return;
  }
  await changeProgress(paths, (progress) => recordHint(progress, step.id));
  show(opened);
}
