import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Connect, Plugin, ViteDevServer } from 'vite';
import { readCourse } from '../../../runtime/course/read.ts';
import type { SiteMode } from './csp.ts';
import { planPages } from './plan.ts';
import { createProse, type Prose } from './prose.ts';
import { renderPage } from './render.ts';

export interface CoursePagesOptions {
  /** The course's folder, absolute. */
  readonly lessonsDir: string;
}

/**
 * Vite plugin: makes one HTML page of every step, from the course's folder and the template that
 * index.html is. The dev server renders a page when it is asked for, and reloads what is open when
 * a lesson changes.
 */
export function coursePages({ lessonsDir }: CoursePagesOptions): Plugin {
  let root = '';
  let mode: SiteMode = 'production';
  let prose: Promise<Prose> | undefined;
  /** Where Vite is told that the pages are. No such files exist: `load` makes them. */
  let inputs = new Map<string, string>();

  /** The page of this name as the course is now; `undefined` when the course has no such page. */
  async function render(file: string): Promise<string | undefined> {
    const course = await readCourse(lessonsDir);
    const page = planPages(course).find((planned) => planned.file === file);
    if (page === undefined) return undefined;
    const template = await readFile(join(root, 'index.html'), 'utf8');
    prose ??= createProse();
    return renderPage(page, { template, course, prose: await prose, mode });
  }

  return {
    name: 'brownout:course-pages',
    enforce: 'pre',

    async config(config, { command }) {
      root = resolve(config.root ?? process.cwd());
      mode = command === 'serve' ? 'development' : 'production';
      const pages = planPages(await readCourse(lessonsDir));
      inputs = new Map(pages.map(({ file }) => [join(root, file), file]));
      return { appType: 'mpa', build: { rolldownOptions: { input: [...inputs.keys()] } } };
    },

    resolveId: (id) => (inputs.has(id) ? id : null),
    load(id) {
      const file = inputs.get(id);
      return file === undefined ? null : render(file);
    },

    configureServer(server) {
      reloadOnChange(server, lessonsDir);
      server.middlewares.use(servePages(server, render));
    },
  };
}

function servePages(
  server: ViteDevServer,
  render: (file: string) => Promise<string | undefined>,
): Connect.NextHandleFunction {
  return async function brownoutPages(request, response, next) {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const file = pathname === '/' ? 'index.html' : pathname.slice(1);
      // A page consists of hundreds of modules: not for each of them is the course to be read.
      if (!file.endsWith('.html')) return next();
      const html = await render(file);
      if (html === undefined) return next();
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('cache-control', 'no-cache');
      response.end(await server.transformIndexHtml(pathname, html));
    } catch (error) {
      next(error);
    }
  };
}

function reloadOnChange(server: ViteDevServer, lessonsDir: string): void {
  server.watcher.add(lessonsDir);
  server.watcher.on('all', (_event, file) => {
    // A check is a module: Vite sees to it itself.
    if (!file.startsWith(lessonsDir) || file.endsWith('check.ts')) return;
    server.ws.send({ type: 'full-reload' });
  });
}
