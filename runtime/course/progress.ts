import { type Fields, objectAt, parseStored, StoredError, stringAt } from './stored.ts';

/** How far a learner has come. It outlives versions of the course: unknown steps are kept. */
export interface Progress {
  readonly version: 1;
  /** The step last opened. */
  readonly current: string | null;
  readonly steps: Readonly<Record<string, StepProgress>>;
}

export interface StepProgress {
  /** When it was first passed, as ISO 8601 in UTC. */
  readonly passedAt: string | null;
  readonly hintsOpened: number;
  readonly solutionOpened: boolean;
}

export type ParsedProgress =
  | { readonly ok: true; readonly progress: Progress }
  /** `problem` ends a sentence that begins with the file's name and a colon. */
  | { readonly ok: false; readonly problem: string };

const UNTOUCHED: StepProgress = { passedAt: null, hintsOpened: 0, solutionOpened: false };

/** The progress of somebody who has not begun. */
export function emptyProgress(): Progress {
  return { version: 1, current: null, steps: {} };
}

/** Reads what `serialiseProgress` wrote. Every field is checked; nothing damaged is repaired. */
export function parseProgress(text: string): ParsedProgress {
  const parsed = parseStored(text, 1, (fields): Progress => {
    const steps = Object.entries(objectAt(fields.steps, 'steps'));
    return {
      version: 1,
      current: fields.current === null ? null : stringAt(fields.current, 'current'),
      steps: Object.fromEntries(steps.map(([id, value]) => [id, stepProgressAt(value, id)])),
    };
  });
  return parsed.ok ? { ok: true, progress: parsed.value } : parsed;
}

/** The text to store: JSON, two spaces deep, with a line end. */
export function serialiseProgress(progress: Progress): string {
  return `${JSON.stringify(progress, null, 2)}\n`;
}

/** What is recorded of a step; all zero when nothing is. */
export function stepProgress(progress: Progress, stepId: string): StepProgress {
  const recorded = Object.hasOwn(progress.steps, stepId) ? progress.steps[stepId] : undefined;
  return recorded ?? UNTOUCHED;
}

/** The step to open: the one last opened, else the first not passed, else the last. */
export function currentStep<S extends { readonly id: string }>(
  progress: Progress,
  steps: readonly S[],
): S | undefined {
  return (
    steps.find((step) => step.id === progress.current) ??
    steps.find((step) => stepProgress(progress, step.id).passedAt === null) ??
    steps.at(-1)
  );
}

/** Makes a step the current one. */
export function recordOpened(progress: Progress, stepId: string): Progress {
  return { ...progress, current: stepId };
}

/** Records a pass; passing again keeps the first time. `whenIso` is ISO 8601 in UTC. */
export function recordPassed(progress: Progress, stepId: string, whenIso: string): Progress {
  return change(progress, stepId, (step) => ({ ...step, passedAt: step.passedAt ?? whenIso }));
}

/** Records that one more hint was opened. */
export function recordHint(progress: Progress, stepId: string): Progress {
  return change(progress, stepId, (step) => ({ ...step, hintsOpened: step.hintsOpened + 1 }));
}

/** Records that the solution was looked at. */
export function recordSolution(progress: Progress, stepId: string): Progress {
  return change(progress, stepId, (step) => ({ ...step, solutionOpened: true }));
}

function change(
  progress: Progress,
  stepId: string,
  next: (step: StepProgress) => StepProgress,
): Progress {
  const step = next(stepProgress(progress, stepId));
  return { ...progress, steps: { ...progress.steps, [stepId]: step } };
}

function stepProgressAt(value: unknown, id: string): StepProgress {
  const name = `steps[${JSON.stringify(id)}]`;
  const fields = objectAt(value, name);
  return {
    passedAt: fields.passedAt === null ? null : timeAt(fields, name),
    hintsOpened: countAt(fields, name),
    solutionOpened: flagAt(fields, name),
  };
}

function timeAt(fields: Fields, name: string): string {
  const text = stringAt(fields.passedAt, `${name}.passedAt`);
  if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new StoredError(`${name}.passedAt is not a time`);
}

function countAt(fields: Fields, name: string): number {
  const count = fields.hintsOpened;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new StoredError(`${name}.hintsOpened is not a whole number`);
}

function flagAt(fields: Fields, name: string): boolean {
  if (typeof fields.solutionOpened === 'boolean') return fields.solutionOpened;
  throw new StoredError(`${name}.solutionOpened is neither true nor false`);
}
