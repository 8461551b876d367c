import type { Files } from '../compile/types.ts';
import type { Step } from './step.ts';
import { filesAt, parseStored, stringAt } from './stored.ts';

/** A learner's work on one step. */
export interface SavedWork {
  readonly version: 1;
  /** The step's id. */
  readonly step: string;
  /** The step's start files that the work was begun from. */
  readonly base: Files;
  /** The files as the learner has them. */
  readonly files: Files;
}

export type ParsedWork =
  | { readonly ok: true; readonly work: SavedWork }
  /** `problem` ends a sentence that begins with the file's name and a colon. */
  | { readonly ok: false; readonly problem: string };

/** As much of a step as beginning work on it takes. */
export type StepStart = Pick<Step, 'id' | 'start'>;

/** Work on a step that the learner has not touched yet. */
export function beginWork(step: StepStart): SavedWork {
  return { version: 1, step: step.id, base: step.start, files: step.start };
}

/** Reads what `serialiseWork` wrote. Every field is checked, and no path leads out of the workspace. */
export function parseWork(text: string): ParsedWork {
  const parsed = parseStored(
    text,
    1,
    (fields): SavedWork => ({
      version: 1,
      step: stringAt(fields.step, 'step'),
      base: filesAt(fields.base, 'base'),
      files: filesAt(fields.files, 'files'),
    }),
  );
  return parsed.ok ? { ok: true, work: parsed.value } : parsed;
}

/** The text to store: JSON, two spaces deep, with a line end. */
export function serialiseWork(work: SavedWork): string {
  return `${JSON.stringify(work, null, 2)}\n`;
}

/** Whether the learner's files differ from the ones that the work was begun from. */
export function isTouched(work: SavedWork): boolean {
  const paths = new Set([...Object.keys(work.base), ...Object.keys(work.files)]);
  return [...paths].some((path) => work.base[path] !== work.files[path]);
}

/**
 * Brings saved work to the step as it is in this version of the course. What the learner changed is
 * kept as it is; files never touched, or missing, become the step's; files that the step no longer
 * has stay only if the learner changed them. The notice tells what happened, once: it is null when
 * the step's own files are the ones that the work was begun from.
 */
export function reconcile(
  saved: SavedWork,
  step: StepStart,
): { readonly work: SavedWork; readonly notice: string | null } {
  if (saved.step !== step.id) throw new Error(`work on ${saved.step} is no work on ${step.id}`);
  const files: Record<string, string> = {};
  const kept: string[] = [];
  const renewed: string[] = [];
  const removed: string[] = [];

  for (const [path, start] of Object.entries(step.start)) {
    const base = saved.base[path];
    const mine = saved.files[path];
    files[path] = mine === undefined || mine === base ? start : mine;
    if (base === start) continue;
    if (files[path] !== start) kept.push(path);
    else if (mine !== start) renewed.push(path);
  }
  for (const [path, mine] of Object.entries(saved.files)) {
    if (Object.hasOwn(step.start, path)) continue;
    const base = saved.base[path];
    if (mine === base) {
      removed.push(path);
      continue;
    }
    files[path] = mine;
    if (base !== undefined) kept.push(path);
  }
  return {
    work: { version: 1, step: step.id, base: step.start, files },
    notice: notice(step.id, kept, renewed, removed),
  };
}

function notice(
  stepId: string,
  kept: readonly string[],
  renewed: readonly string[],
  removed: readonly string[],
): string | null {
  const news: string[] = [];
  if (renewed.length > 0) news.push(`${list(renewed)} ${isOrAre(renewed)} new`);
  if (removed.length > 0) news.push(`${list(removed)} ${isOrAre(removed)} gone`);
  if (kept.length > 0)
    news.push(`your ${list(kept)} ${isOrAre(kept)} kept as you left ${itOrThem(kept)}`);
  if (news.length === 0) return null;
  const changed = `Step ${stepId} has changed since you began it: ${list(news)}.`;
  if (kept.length === 0) return changed;
  return `${changed} Reset gives you the new version and keeps a copy of yours.`;
}

function isOrAre(paths: readonly string[]): string {
  return paths.length === 1 ? 'is' : 'are';
}

function itOrThem(paths: readonly string[]): string {
  return paths.length === 1 ? 'it' : 'them';
}

function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
