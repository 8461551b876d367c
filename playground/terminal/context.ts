import { relative } from 'node:path';
import { allSteps, type Course } from '../../runtime/course/read.ts';
import type { Step } from '../../runtime/course/step.ts';
import type { Keys } from './keys.ts';
import type { Screen } from './show/screen.ts';
import type { Typed } from './typed.ts';
import type { WorkspacePaths } from './workspace/paths.ts';

/** What every command works with. */
export interface Context {
  readonly screen: Screen;
  readonly keys: Keys;
  readonly paths: WorkspacePaths;
  readonly lessonsDir: string;
  readonly course: Course;
  /** The folder in which the learner typed the command: paths are shown from here. */
  readonly fromDir: string;
  /** Commands as the learner would type them. */
  readonly typed: Typed;
  /** Aborts with an Interrupted when the learner or the system wants us gone. */
  readonly leaving: AbortSignal;
}

/** A path as the learner would write it where they are. */
export function shownPath({ fromDir }: Context, path: string): string {
  const near = relative(fromDir, path);
  return near === '' ? '.' : near.startsWith('..') ? path : near;
}

/** The step after this one, or undefined at the end of the course. */
export function stepAfter({ course }: Context, step: Step): Step | undefined {
  const steps = allSteps(course);
  return steps[steps.findIndex((one) => one.id === step.id) + 1];
}
