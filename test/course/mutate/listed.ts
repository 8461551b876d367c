import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { CourseError } from '../../../runtime/course/error.ts';
import type { Mutant } from './mutant.ts';

/** A mutant that the check lets through, and why that is so, as the step's `mutants.yaml` says. */
export interface Listed {
  readonly file: string;
  /** The line that it is in, without the space around it. */
  readonly line: string;
  /** As the report has it: `8080 → 16160`. */
  readonly change: string;
  readonly reason: string;
  /** True for one that is worse than the solution, which the check does not find; else it is as good. */
  readonly missed?: boolean;
}

const FIELDS = ['file', 'line', 'change', 'reason'] as const;

/** Reads a step's `mutants.yaml`; where there is none, nothing is listed. */
export async function readListed(path: string): Promise<readonly Listed[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return parseListed(path, text);
}

/** Throws a CourseError where an entry is not one. */
export function parseListed(path: string, text: string): readonly Listed[] {
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
    if (wrong !== undefined) {
      throw new CourseError(path, `entry ${index + 1} should have a text as its ${wrong}.`);
    }
    if (![undefined, true].includes(entry?.missed as undefined)) {
      throw new CourseError(path, `entry ${index + 1}: missed should be true, or left out.`);
    }
    return entry as unknown as Listed;
  });
}

/** Whether the entry is about this mutant. Which line of the file it is does not matter, its text does. */
export function isAbout({ file, line, change }: Listed, mutant: Mutant): boolean {
  return file === mutant.file && line.trim() === mutant.lineText && change === mutant.change;
}
