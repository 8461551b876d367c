import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Files } from '../compile/types.ts';
import { CourseError } from './error.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Step } from './step.ts';

/** Lessons in order, each with its steps in order. */
export interface Course {
  readonly lessons: readonly Lesson[];
}

export interface Lesson {
  /** `1` for the first lesson. */
  readonly id: string;
  readonly folder: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

/** A plausible wrong answer: files over the start, and the sentence its verdict must contain. */
export interface WrongAnswer {
  readonly name: string;
  readonly files: Files;
  /** From its `reason.txt`. */
  readonly reason: string;
  /**
   * Why it takes a schedule that real processes seldom have, so that only the simulator shows it;
   * null where one live run does as well. From its `rare.txt`, if there is one.
   */
  readonly rare: string | null;
}

/**
 * Reads the course from its folder: the tree is the curriculum, a number its place. Node only.
 * Throws a CourseError that names the first file that is missing or wrong.
 */
export async function readCourse(lessonsDir: string): Promise<Course> {
  const lessons: Lesson[] = [];
  for (const { folder, number } of await numbered(lessonsDir)) {
    const dir = join(lessonsDir, folder);
    const title = (await text(join(dir, 'title.txt'))).trim();
    const steps: Step[] = [];
    for (const step of await numbered(dir)) {
      steps.push(
        await readStep(lessonsDir, `${folder}/${step.folder}`, `${number}.${step.number}`, title),
      );
    }
    if (steps.length === 0)
      throw new CourseError(dir, 'has no steps: a step is a folder such as 01-say-hello.');
    lessons.push({ id: String(number), folder, title, steps });
  }
  if (lessons.length === 0)
    throw new CourseError(lessonsDir, 'has no lessons: a lesson is a folder such as 01-hello.');
  return { lessons };
}

/** Every step of the course in order. */
export function allSteps(course: Course): readonly Step[] {
  return course.lessons.flatMap((lesson) => lesson.steps);
}

/** A step's wrong answers. At least one: a check that nothing can fail proves nothing. */
export async function readWrongAnswers(lessonsDir: string, step: Step): Promise<WrongAnswer[]> {
  const dir = join(lessonsDir, step.folder, 'wrong');
  const names = (await entries(dir))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  if (names.length === 0) throw new CourseError(dir, 'has no wrong answers: add at least one.');
  return Promise.all(
    names.sort().map(async (name) => {
      const { 'reason.txt': reason, 'rare.txt': rare, ...files } = await tree(join(dir, name));
      if (rare !== undefined && rare.trim() === '') {
        throw new CourseError(
          join(dir, name, 'rare.txt'),
          'is empty: write why a live run cannot be relied on to show it, or remove the file.',
        );
      }
      if (reason === undefined || reason.trim() === '') {
        throw new CourseError(
          join(dir, name, 'reason.txt'),
          'is missing: write the sentence that the verdict must contain.',
        );
      }
      return {
        name,
        files: { ...step.start, ...files },
        reason: reason.trim(),
        rare: rare?.trim() ?? null,
      };
    }),
  );
}

async function readStep(
  lessonsDir: string,
  folder: string,
  id: string,
  lesson: string,
): Promise<Step> {
  const dir = join(lessonsDir, folder);
  const stepFile = join(dir, 'step.md');
  const { front, prose } = readFrontMatter(stepFile, await text(stepFile));
  const start = await tree(join(dir, 'start'));
  const solution = { ...start, ...(await tree(join(dir, 'solution'))) };
  for (const file of [...front.edit, ...front.services.map((service) => service.entry)]) {
    if (!(file in start))
      throw new CourseError(join(dir, 'start', file), `is missing, but ${stepFile} names it.`);
  }
  // Only to see that it is there: page and terminal import it.
  await text(join(dir, 'check.ts'));
  return {
    id,
    folder,
    lesson,
    ...front,
    prose,
    hints: splitHints(join(dir, 'hints.md'), await text(join(dir, 'hints.md'))),
    start,
    solution,
    goListing: await text(join(dir, 'service.go')),
  };
}

/** Hints stand in one file, each below a line of three hyphens or more. */
function splitHints(file: string, markdown: string): string[] {
  const hints = markdown.split(/^-{3,}$/m).map((hint) => hint.trim());
  if (hints.length !== 4 || hints.some((hint) => hint === '')) {
    throw new CourseError(
      file,
      `has ${hints.length} hints, but a step has four (symptom, concept, place, code), with --- between them.`,
    );
  }
  return hints;
}

/** Subfolders whose names begin with a number, in the number's order. */
async function numbered(dir: string): Promise<{ folder: string; number: number }[]> {
  const found = (await entries(dir))
    .filter((entry) => entry.isDirectory() && /^\d+-/.test(entry.name))
    .map((entry) => ({ folder: entry.name, number: Number.parseInt(entry.name, 10) }))
    .sort((a, b) => a.number - b.number);
  const twice = found.find((entry, index) => found[index - 1]?.number === entry.number);
  if (twice !== undefined)
    throw new CourseError(
      join(dir, twice.folder),
      `another folder has number ${twice.number} too.`,
    );
  return found;
}

async function entries(dir: string) {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch (error) {
    throw unreadable(dir, error);
  }
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(path: string, error: unknown): CourseError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new CourseError(path, code === 'ENOENT' ? 'is missing.' : `cannot be read: ${message}.`);
}

async function tree(dir: string): Promise<Record<string, string>> {
  await entries(dir);
  const found = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const pairs = files
    .sort()
    .map(async (file) => [relative(dir, file).split(sep).join('/'), await text(file)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}
