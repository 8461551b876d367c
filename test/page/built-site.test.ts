import { join } from 'node:path';
import axe from 'axe-core';
import { beforeEach, expect, test } from 'vitest';
import { courseLinks } from '../../playground/page/build/plan.ts';
import { keys } from '../../playground/page/storage/keys.ts';
import { emptyProgress, serialiseProgress, serialiseWork } from '../../runtime/course/index.ts';
import { allSteps, readCourse } from '../../runtime/course/read.ts';
import type { Step } from '../../runtime/course/step.ts';
import { type Learner, see } from './learner.ts';
import { builtSite } from './sites.ts';
import { opened, visits } from './visits.ts';

const ENTRY = 'hello/server.ts';
const course = await readCourse(join(import.meta.dirname, '../../lessons'));
const steps = allSteps(course);
const { id, start } = steps[0] as Step;
/** Three instances of users, which register themselves, and orders, which asks for them. */
const PLAYED = steps.find((step) => step.id === '3.1') as Step;

const at = opened(builtSite);
const arrives = visits(at);
let learner: Learner;

beforeEach(async () => {
  learner = await arrives();
  await learner.editorIsReady();
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

test('a step is played: instances are paused and killed, a link is cut, the registry is seen', async () => {
  const { page } = learner;
  await page.goto(
    new URL(courseLinks(course).find((one) => one.id === PLAYED.id)?.file ?? '', at.site.url).href,
  );
  const files = { ...PLAYED.solution };
  const saved = serialiseWork({ version: 1, step: PLAYED.id, base: PLAYED.start, files });
  await learner.comesBackTo({ [keys.work(PLAYED.id)]: saved });
  // Its files have more tabs than there is room for: they scroll, and cover nothing of the lab.
  const widths = await page
    .locator('.editor > *')
    .evaluateAll((parts) =>
      parts.map(
        ({ clientWidth, parentElement }) => clientWidth <= (parentElement?.clientWidth ?? 0),
      ),
    );
  expect(widths).not.toContain(false);
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.setViewportSize({ width: 1440, height: 900 });
  await learner.press('Run');
  await learner.seesInstance('users-3', 'running');
  await see(learner.section('Registry').getByRole('row', { name: /passing/ })).toHaveCount(4);
  await learner.press('Send');
  await learner.sees('Request', '"item":"tea"');

  await learner.press('Pause users-2');
  await learner.seesInstance('users-2', 'paused');
  await page.getByRole('button', { name: 'Kill users-3' }).focus();
  await page.keyboard.press('Enter');
  await learner.seesInstance('users-3', 'dead · SIGKILL');
  await see(page.getByRole('button', { name: 'Restart users-3' })).toBeFocused();
  await page.getByLabel('The other end of the link').selectOption('registry-1');
  await learner.press('Cut orders-1 and registry-1');
  await see(page.getByRole('list', { name: 'Faults in force' })).toContainText('cut');
  await learner.press('Send');
  await see(learner.section('Request')).toContainText('Waiting for the answer');
  expect(await seriousFindingsIn(learner, [1440])).toEqual([]);

  await learner.press('Heal orders-1 and registry-1');
  await learner.sees('Request', '"item":"tea"');
  await learner.press('Resume users-2');
  await learner.press('Restart users-3');
  await learner.seesInstance('users-4', 'running');
});

test('nobody is kept out: no serious finding of axe, and no window that scrolls, in both themes at three widths', async () => {
  await learner.press('Run');
  await learner.seesInstance('hello-1', 'running');
  await learner.press('Send');
  await learner.sees('Request', '200 OK');
  await learner.press('Check');
  await learner.sees('Verdict', 'Failed');
  expect(await seriousFindingsIn(learner, [1440, 900, 390])).toEqual([]);
});

/** What axe finds in both themes at these widths, in each view that a narrow window has. */
async function seriousFindingsIn(learner: Learner, widths: readonly number[]): Promise<string[]> {
  const { page } = learner;
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion: colours on their way from one theme to the other are neither's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(900);
      for (const view of await learner.views()) {
        await learner.turnTo(view);
        const findings = await page.evaluate(seriousFindings);
        found.push(...findings.map((one) => `${colorScheme}, ${width}, ${view}: ${one}`));
      }
    }
  }
  return found;
}

/** Runs in the page. */
async function seriousFindings(): Promise<string[]> {
  const { axe: engine } = globalThis as unknown as { axe: typeof axe };
  const { violations } = await engine.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(' ')}`));
}
