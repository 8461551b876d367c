import process from 'node:process';
import { recordSolution, stepProgress } from '../../../runtime/course/index.ts';
import type { Step } from '../../../runtime/course/step.ts';
import { type Context, shownPath } from '../context.ts';
import { EXIT } from '../errors.ts';
import { holdStep, stepAtHand } from '../workspace/current.ts';
import { writeSolution } from '../workspace/replace.ts';
import { changeProgress, readProgress } from '../workspace/store.ts';

export interface SolutionOptions {
  /** Puts the solution into the workspace, too. */
  readonly write: boolean;
  readonly yes: boolean;
}

/** Shows a step's solution: at once after passing, otherwise when the learner says so. */
export async function solution(context: Context, options: SolutionOptions): Promise<number> {
  const { keys, screen, paths, leaving } = context;
  const step = await stepAtHand(context);
  const agreed =
    options.yes ||
    (await isPassed(context, step)) ||
    (await keys.askLine(
      options.write ? writeQuestion(step) : solutionQuestion(step),
      process.stderr,
      leaving,
    ));
  if (!agreed) {
    screen.tell(`The solution stays closed. \`${context.typed('hint')}\` opens a hint.`);
    return EXIT.refused;
  }
  if (!options.write) {
    await showSolution(context, step);
    return EXIT.passed;
  }
  const { lock } = await holdStep(context, async () => step);
  try {
    const { changed, copy } = await writeSolution(paths, step);
    await changeProgress(paths, (progress) => recordSolution(progress, step.id));
    const written = changed.length === 0 ? 'already what you have' : `in ${changed.join(', ')}`;
    screen.tell(`The solution of ${step.id} is ${written}.`);
    if (copy !== null) screen.tell(`Your files are kept in ${shownPath(context, copy)}.`);
  } finally {
    lock.release();
  }
  return EXIT.passed;
}

export function solutionQuestion({ id, title }: Step): string {
  return `Show the solution of ${id} ${title}?`;
}

function writeQuestion({ id, title }: Step): string {
  return `Put the solution of ${id} ${title} in place of your files? Yours are kept as a copy.`;
}

export async function isPassed({ paths }: Context, step: Step): Promise<boolean> {
  return stepProgress(await readProgress(paths), step.id).passedAt !== null;
}

/** Prints the files of the solution that differ from the step's start. */
export async function showSolution({ paths, screen }: Context, step: Step): Promise<void> {
  await changeProgress(paths, (progress) => recordSolution(progress, step.id));
  for (const [path, text] of Object.entries(step.solution)) {
    if (text === step.start[path]) continue;
    screen.say(screen.style.heading(path), '');
    screen.say(
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`.trimEnd()),
      '',
    );
  }
  screen.tell('This is one way to do it; a check accepts every way that behaves the same.');
}
