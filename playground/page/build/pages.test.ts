import { expect, test, vi } from 'vitest';
import type { Course } from '../../../runtime/course/read.ts';
import type { Step } from '../../../runtime/course/step.ts';
import type { PageData } from '../page-data.ts';
import { contentSecurityPolicy } from './csp.ts';
import { dropBareImports, dropWorkerStart, keepLibs } from './monaco-diet.ts';
import { planPages } from './plan.ts';
import { createProse } from './prose.ts';
import { renderPage } from './render.ts';
import { escapeHtml, fillTemplate } from './template.ts';

const step = (id: string, folder: string, over: Partial<Step> = {}): Step => ({
  id,
  folder,
  lesson: 'Hello',
  title: `Step <${id}>`,
  article: '4.1',
  goal: 'Answers `GET /`.',
  registry: [],
  services: [{ name: 'hello', entry: 'a.ts', port: 8080, instances: 1, env: {} }],
  edit: ['a.ts'],
  tryRequest: { service: 'hello', method: 'GET', path: '/', body: '' },
  prose: 'Some *prose*.',
  hints: ['one', 'two', 'three', 'four'],
  start: { 'a.ts': '\nconst a = "</textarea></script>";' },
  solution: { 'a.ts': 'const a = 1;' },
  goListing: 'package main',
  ...over,
});
const course: Course = {
  lessons: [
    { id: '1', folder: '01-hello', title: 'Hello', steps: [step('1.1', '01-hello/01-say-hello')] },
    { id: '2', folder: '02-calls', title: 'Calls', steps: [step('2.1', '02-calls/01-ask')] },
  ],
};
const TEMPLATE = `<head>{{csp}}{{description}}{{data}}</head>
<body>{{id}} {{title}} {{lesson}} {{article}} {{goal}} {{prose}} {{golisting}}
{{contents}} {{turn}} {{file}} <textarea>{{code}}</textarea></body>`;

async function render(file: string): Promise<string> {
  const page = planPages(course).find((planned) => planned.file === file);
  if (page === undefined) throw new Error(`no page ${file}`);
  const prose = await createProse();
  return renderPage(page, { template: TEMPLATE, course, prose, mode: 'production' });
}

test('a page a step, flat, and index.html is the first step', () => {
  expect(planPages(course).map(({ file, step }) => [file, step.id])).toEqual([
    ['index.html', '1.1'],
    ['1.1-say-hello.html', '1.1'],
    ['2.1-ask.html', '2.1'],
  ]);
});

test('a page links to the steps beside it, by relative addresses', async () => {
  const html = await render('1.1-say-hello.html');
  expect(html).toContain('<a href="./2.1-ask.html" rel="next">');
  expect(html).not.toContain('rel="prev"');
  expect(html).toContain('<a href="./1.1-say-hello.html" aria-current="page">');
});

test('prose and titles are in the page before any script runs, escaped where they must be', async () => {
  const html = await render('index.html');
  expect(html).toContain('Some <em>prose</em>.');
  expect(html).toContain('Step &lt;1.1&gt;');
  expect(html).toContain('Answers <span class="kept"><code>GET /</code>.</span>');
});

test('code in the page is the code to the letter', async () => {
  const html = await render('index.html');
  const code = /<textarea>([\s\S]*?)<\/textarea>/.exec(html)?.[1];
  // A parser drops the first newline of a textarea: the second is the file's own.
  expect(code).toBe(`\n${escapeHtml(step('1.1', '').start['a.ts'] as string)}`);
  const json = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html)?.[1];
  const data = JSON.parse(json ?? '') as PageData;
  expect(data.step.start).toEqual(step('1.1', '').start);
  expect(data.solution.map((listing) => listing.path)).toEqual(['a.ts']);
});

test('code is coloured for both themes at once', async () => {
  const prose = await createProse();
  expect(prose.text('```ts\nconst a = 1;\n```')).toContain('light-dark(');
  expect(prose.text('```cobol\nMOVE A TO B.\n```')).toContain('MOVE A TO B.');
});

test('HTML in a lesson is text, not HTML', async () => {
  const prose = await createProse();
  expect(prose.text('<script>alert(1)</script>')).not.toContain('<script>');
});

test('a template and its values must fit each other', () => {
  expect(fillTemplate('{{a}} {{b}}', { a: '<', b: { raw: '<' } })).toBe('&lt; <');
  expect(() => fillTemplate('{{a}}', {})).toThrow('names {{a}}, which is not given');
  expect(() => fillTemplate('', { a: '1' })).toThrow('has no place for a');
});

test('the policy allows our own origin, the inline scripts by hash, the frame of a WebContainer, and nothing else', () => {
  const policy = contentSecurityPolicy('<script>one()</script>', 'production');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self' 'sha256-[^']+';/);
  expect(policy).toContain("connect-src 'self';");
  expect(policy).toContain("frame-src 'self' https://stackblitz.com;");
  expect(policy.replace('https://stackblitz.com', '')).not.toMatch(/https?:|\*|eval|blob:/);
});

test('the editor keeps the libraries that it names, and those that they refer to', () => {
  const all = { 'lib.a.d.ts': '/// <reference lib="b" />', 'lib.b.d.ts': '', 'lib.dom.d.ts': '' };
  expect(Object.keys(keepLibs(all, ['lib.a.d.ts']))).toEqual(['lib.a.d.ts', 'lib.b.d.ts']);
  expect(() => keepLibs(all, ['lib.c.d.ts'])).toThrow('no library lib.c.d.ts');
});

test('a Monaco that starts its worker in a new way is noticed', () => {
  expect(() => dropWorkerStart('')).toThrow('in another way now');
});

test('of an import list those that only bring side effects go', () => {
  const code = "import './a.js';\nimport { b } from './b.js';\n";
  expect(dropBareImports(code)).toBe("\nimport { b } from './b.js';\n");
});

test('code is coloured the same however long that takes', async () => {
  const listing = '```ts\nconst answer = (n: number) => { return n; };\n```';
  const quick = (await createProse()).text(listing);
  let nowMs = 0;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => {
    nowMs += 10_000;
    return nowMs;
  });
  try {
    expect((await createProse()).text(listing)).toBe(quick);
  } finally {
    clock.mockRestore();
  }
});

test('no line ends between code and the punctuation that belongs to it', async () => {
  const { line } = await createProse();
  expect(line('Call `a`, (`b`) or `c` `d`.')).toBe(
    'Call <span class="kept"><code>a</code>,</span> <span class="kept">(<code>b</code>)</span> or ' +
      '<code>c</code> <span class="kept"><code>d</code>.</span>',
  );
});

test('a path in the text may break behind its slashes, and nowhere else', async () => {
  const { line } = await createProse();
  expect(line('`PUT /v1/agent/check`')).toBe('<code>PUT /v1/<wbr>agent/<wbr>check</code>');
});
