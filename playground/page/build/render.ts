import type { Course } from '../../../runtime/course/read.ts';
import { PAGE_DATA_ID, type PageData, type PageLink } from '../page-data.ts';
import { contentSecurityPolicy, type SiteMode } from './csp.ts';
import { courseLinks, type PlannedPage } from './plan.ts';
import type { Prose } from './prose.ts';
import { escapeHtml, fillTemplate, jsonForScript } from './template.ts';

export interface RenderContext {
  readonly template: string;
  readonly course: Course;
  readonly prose: Prose;
  readonly mode: SiteMode;
}

/** One page as HTML: its text complete, so that it can be read before any script runs. */
export function renderPage(page: PlannedPage, context: RenderContext): string {
  const { step, lesson } = page;
  const { prose, template, course, mode } = context;
  const [file = ''] = step.edit;
  return fillTemplate(template, {
    csp: contentSecurityPolicy(template, mode),
    id: step.id,
    title: step.title,
    description: step.goal,
    lesson: `Lesson ${lesson.id} · ${lesson.title}`,
    article: step.article,
    goal: { raw: prose.line(step.goal) },
    prose: { raw: prose.text(step.prose) },
    golisting: { raw: prose.listing(step.goListing, 'go') },
    contents: { raw: contents(course, page) },
    turn: { raw: turn(page) },
    file,
    // The parser drops one newline after <textarea>: give it one to drop.
    code: { raw: `\n${escapeHtml(step.start[file] ?? '')}` },
    data: { raw: dataScript(pageData(page, context)) },
  });
}

function pageData({ step }: PlannedPage, { course, prose }: RenderContext): PageData {
  const { prose: _text, hints, goListing: _go, ...pageStep } = step;
  const solution = Object.entries(step.solution)
    .filter(([path, text]) => step.start[path] !== text)
    .map(([path, text]) => ({ path, html: prose.listing(text, 'ts') }));
  return { step: pageStep, course: courseLinks(course), hints: hints.map(prose.text), solution };
}

function dataScript(data: PageData): string {
  return `<script type="application/json" id="${PAGE_DATA_ID}">${jsonForScript(data)}</script>`;
}

/** The course's table of contents, this page's step marked. */
function contents(course: Course, page: PlannedPage): string {
  const links = new Map(courseLinks(course).map((link) => [link.id, link]));
  return course.lessons
    .map((lesson) => {
      const steps = lesson.steps.map(({ id }) => {
        const here = id === page.step.id ? ' aria-current="page"' : '';
        return `<li data-step="${id}">${anchor(links.get(id) as PageLink, here)}</li>`;
      });
      return `<li>${escapeHtml(lesson.title)}<ol>${steps.join('')}</ol></li>`;
    })
    .join('');
}

function turn({ previous, next }: PlannedPage): string {
  const links = [
    previous === null ? '' : anchor(previous, ' rel="prev"'),
    next === null ? '' : anchor(next, ' rel="next"'),
  ].join('');
  return links === '' ? '' : `<nav class="turn" aria-label="Steps beside this one">${links}</nav>`;
}

function anchor(link: PageLink, attributes: string): string {
  const words = `<span class="number">${link.id}</span> ${escapeHtml(link.title)}`;
  return `<a href="./${link.file}"${attributes}>${words}</a>`;
}
