import { access, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import type { Step } from '../../../runtime/course/step.ts';
import { type Context, shownPath } from '../context.ts';
import { EXIT } from '../errors.ts';
import { keepCopy } from '../workspace/copies.ts';
import { holdStep, stepAtHand } from '../workspace/current.ts';
import { takeLock } from '../workspace/lock.ts';
import { resetFiles } from '../workspace/replace.ts';

export interface ResetOptions {
  /** Forgets the progress, and leaves the files alone. */
  readonly progress: boolean;
  readonly yes: boolean;
}

/** Goes back to the step's own files, or forgets all progress. Asks first and keeps a copy. */
export async function reset(context: Context, options: ResetOptions): Promise<number> {
  return options.progress ? resetProgress(context, options.yes) : resetStep(context, options.yes);
}

async function resetStep(context: Context, yes: boolean): Promise<number> {
  const { opened, lock } = await holdStep(context, () => stepAtHand(context));
  try {
    if (!(yes || (await agrees(context, resetQuestion(opened.step))))) return unchanged(context);
    await showReset(context, opened.step);
  } finally {
    lock.release();
  }
  return EXIT.passed;
}

export function resetQuestion({ id, title }: Step): string {
  return `Go back to the first files of ${id} ${title}? Yours are kept as a copy.`;
}

/** Resets the files of a step that this process holds, and says where the learner's are. */
export async function showReset(context: Context, step: Step): Promise<void> {
  const { copy, changed } = await resetFiles(context.paths, step);
  const { screen } = context;
  if (changed.length === 0) {
    screen.say(`The files of ${step.id} are as they were at the beginning.`);
    return;
  }
  screen.tell(`${step.id} ${step.title} is as it was at the beginning.`);
  if (copy !== null) screen.tell(`Your files are kept in ${shownPath(context, copy)}.`);
}

async function resetProgress(context: Context, yes: boolean): Promise<number> {
  const { paths, screen } = context;
  const isThere = await access(paths.progress).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    screen.say('There is no progress to forget.');
    return EXIT.passed;
  }
  const question = 'Forget what you have passed? The record is kept as a copy.';
  if (!(yes || (await agrees(context, question)))) return unchanged(context);
  const lock = await takeLock(paths.lock, shownPath(context, paths.dir));
  try {
    // Copied as it is: this is also the way out when the file is damaged.
    const copy = await keepCopy(paths, [basename(paths.progress)], new Date(), paths.hidden);
    await rm(paths.progress);
    screen.tell(`The progress is forgotten. It is kept in ${shownPath(context, copy)}.`);
  } finally {
    lock.release();
  }
  return EXIT.passed;
}

function agrees({ keys, leaving }: Context, question: string): Promise<boolean> {
  return keys.askLine(question, process.stderr, leaving);
}

function unchanged({ screen }: Context): number {
  screen.say('Nothing was changed. --yes does it without asking.');
  return EXIT.refused;
}
