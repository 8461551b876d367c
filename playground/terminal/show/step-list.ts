import { type Progress, stepProgress } from '../../../runtime/course/index.ts';
import type { Course } from '../../../runtime/course/read.ts';
import { columns } from './columns.ts';
import type { Style } from './style.ts';

/** Lessons and steps, what was passed, and an arrow at the step that is open. */
export function stepListLines(
  { lessons }: Course,
  progress: Progress,
  openStep: string | undefined,
  style: Style,
): string[] {
  const titles = lessons.flatMap(({ steps }) => steps.map(({ title }) => columns(title)));
  const widest = Math.max(...titles);
  return lessons.flatMap((lesson) => [
    style.heading(`${lesson.id} ${lesson.title}`),
    ...lesson.steps.map(({ id, title }) => {
      const arrow = id === openStep ? style.attention('>') : ' ';
      const { passedAt } = stepProgress(progress, id);
      const padding = ' '.repeat(widest - columns(title));
      const passed = passedAt === null ? '' : `${padding}  ${style.passed('passed')}`;
      return `${arrow} ${id}  ${title}${passed}`;
    }),
  ]);
}
