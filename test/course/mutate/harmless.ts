import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { CourseError } from '../../../runtime/course/error.ts';
import type { Mutant } from './mutant.ts';

/** A mutant that is as right as the solution, as the step's `mutants.yaml` says. */
export interface Harmless {
  readonly file: string;
  /** The line that it is in, without the space around it. */
  readonly line: string;
  /** As the report has it: `8080 → 16160`. */
  readonly change: string;
  readonly reason: string;
}

const FIELDS = ['file', 'line', 'change', 'reason'] as const;

/** Reads a step's `mutants.yaml`; where there is none, nothing is harmless. */
export async function readHarmless(path: string): Promise<readonly Harmless[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return parseHarmless(path, text);
}

/** Throws a CourseError where an entry is not one. */
export function parseHarmless(path: string, text: string): readonly Harmless[] {
  let entries: unknown;
  try {
    entries = parse(text);
  } catch (error) {
    throw new CourseError(path, `is not YAML: ${(error as Error).message}`);
  }
  if (!Array.isArray(entries)) {
    throw new CourseError(path, `should be a list of entries with ${FIELDS.join(', ')}.`);
  }
  return entries.map((entry: Record<string, unknown> | null, index) => {
    const wrong = FIELDS.find((field) => typeof entry?.[field] !== 'string');
    if (wrong === undefined) return entry as unknown as Harmless;
    throw new CourseError(path, `entry ${index + 1} should have a text as its ${wrong}.`);
  });
}

/** Whether the entry is about this mutant. Which line of the file it is does not matter, its text does. */
export function isAbout({ file, line, change }: Harmless, mutant: Mutant): boolean {
  return file === mutant.file && line.trim() === mutant.lineText && change === mutant.change;
}
