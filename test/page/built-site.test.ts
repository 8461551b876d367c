import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser } from 'playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { keys } from '../../playground/page/storage/keys.ts';
import { emptyProgress, serialiseProgress, serialiseWork } from '../../runtime/course/index.ts';
import { allSteps, readCourse } from '../../runtime/course/read.ts';
import type { Step } from '../../runtime/course/step.ts';
import { Learner, see, startBrowser } from './learner.ts';
import { builtSite, type Site } from './sites.ts';

const ENTRY = 'hello/server.ts';
const steps = allSteps(await readCourse(join(import.meta.dirname, '../../lessons')));
const { id, start } = steps[0] as Step;

let site: Site;
let browser: Browser;
let learner: Learner;

beforeAll(async () => {
  [site, browser] = await Promise.all([builtSite(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  learner = await Learner.at(browser, site.url);
  await learner.editorIsReady();
});
afterEach(async () => {
  const { strayRequests, pageErrors } = learner;
  await learner.leave();
  expect({ strayRequests, pageErrors }).toEqual({ strayRequests: [], pageErrors: [] });
});

test('work that was begun from an older version of the step is kept, and the learner is told once', async () => {
  const files = { ...start, [ENTRY]: '// my own way\n' };
  const base = { ...start, [ENTRY]: '// as the step was then\n' };
  const saved = serialiseWork({ version: 1, step: id, base, files });
  await learner.comesBackTo({ [keys.work(id)]: saved });
  await learner.isTold(`Step ${id} has changed since you began it: your ${ENTRY} is kept`);
  expect(await learner.code()).toContain('// my own way');

  await learner.page.reload();
  await learner.editorIsReady();
  expect(await learner.code()).toContain('// my own way');
  await see(learner.page.getByText('has changed since you began it')).toBeHidden();
});

test('work and progress that cannot be read are kept aside, and the learner is told where', async () => {
  const work = '{"version":1,"ste';
  const progress = serialiseProgress(emptyProgress()).replace('1', '7');
  await learner.comesBackTo({ [keys.work(id)]: work, [keys.progress]: progress });
  await learner.isTold('Your saved work on this step cannot be read (it is not JSON)');
  await learner.isTold('Your progress cannot be read (its version is 7');
  expect(await learner.code()).toContain('createServer');

  await learner.type('// typed after\n');
  await learner.press('Show a hint');
  expect(await learner.stored('brownout/1/damaged/work/')).toEqual([work]);
  expect(await learner.stored('brownout/1/damaged/progress/')).toEqual([progress]);
});

test('a full store is told while there is one, and no longer', async () => {
  await learner.fillStore();
  await learner.type('// more than fits\n');
  await learner.isTold("This browser's storage is full");
  await learner.page.evaluate(() => localStorage.removeItem('filler'));
  await learner.type('// fits again\n');
  await see(learner.page.getByText("This browser's storage is full")).toBeHidden();

  await learner.page.reload();
  await learner.editorIsReady();
  expect(await learner.code()).toContain('// fits again');
});

test('by keyboard alone: to the editor, run, check, and out of the editor again', async () => {
  const { page } = learner;
  const { keyboard } = page;
  await keyboard.press('Tab');
  await see(page.getByRole('link', { name: 'Skip to the editor' })).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('Tab'); // the file's tab
  await keyboard.press('Tab'); // the text
  await see(page.locator('.monaco-editor.focused')).toBeVisible();
  await see(page.getByText('Ctrl+M frees Tab')).toBeVisible();
  await keyboard.press('Control+Enter');
  await learner.seesInstance('hello-1', 'running');
  await keyboard.press('Control+Shift+Enter');
  await learner.sees('Verdict', 'Failed');
  expect(await learner.code()).toContain("res.end('Hello, World!');");

  await keyboard.press('Control+M');
  await keyboard.press('Tab');
  await see(page.locator('.monaco-editor.focused')).toBeHidden();
});

const WIDTHS = [1440, 900, 390];

test('nobody is kept out: no serious finding of axe, and no window that scrolls, in both themes at three widths', {
  timeout: 120_000,
}, async () => {
  const { page } = learner;
  await learner.press('Run');
  await learner.seesInstance('hello-1', 'running');
  await learner.press('Send');
  await learner.sees('Request', '200 OK');
  await learner.press('Check');
  await learner.sees('Verdict', 'Failed');
  await page.evaluate(axe.source);

  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion: colours on their way from one theme to the other are neither's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);
      for (const view of await learner.views()) {
        await learner.turnTo(view);
        const findings = await page.evaluate(seriousFindings);
        found.push(...findings.map((one) => `${colorScheme}, ${width}, ${view}: ${one}`));
      }
    }
  }
  expect(found).toEqual([]);
});

/** Runs in the page. */
async function seriousFindings(): Promise<string[]> {
  const { axe: engine } = globalThis as unknown as { axe: typeof axe };
  const { violations } = await engine.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(' ')}`));
}
