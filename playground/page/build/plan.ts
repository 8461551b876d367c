import type { Course, Lesson } from '../../../runtime/course/read.ts';
import type { Step } from '../../../runtime/course/step.ts';
import type { PageLink } from '../page-data.ts';

/** One HTML page of the site. */
export interface PlannedPage {
  readonly file: string;
  readonly lesson: Lesson;
  readonly step: Step;
  readonly previous: PageLink | null;
  readonly next: PageLink | null;
}

/**
 * The pages that a course makes, side by side in one folder so that relative addresses work from
 * any base path: one a step, and index.html, which shows the first step.
 */
export function planPages(course: Course): readonly PlannedPage[] {
  const placed = course.lessons.flatMap((lesson) => lesson.steps.map((step) => ({ lesson, step })));
  const links = courseLinks(course);
  const pages = placed.map(({ lesson, step }, index) => ({
    file: pageFile(step),
    lesson,
    step,
    previous: links[index - 1] ?? null,
    next: links[index + 1] ?? null,
  }));
  const [first] = pages;
  return first === undefined ? [] : [{ ...first, file: 'index.html' }, ...pages];
}

/** Every step's link, in the course's order. */
export function courseLinks(course: Course): readonly PageLink[] {
  return course.lessons.flatMap((lesson) =>
    lesson.steps.map((step) => ({ id: step.id, title: step.title, file: pageFile(step) })),
  );
}

/** `1.1-say-hello.html` for the step in `01-hello/01-say-hello`. */
function pageFile(step: Step): string {
  const folder = step.folder.slice(step.folder.lastIndexOf('/') + 1);
  return `${step.id}-${folder.replace(/^\d+-/, '')}.html`;
}
