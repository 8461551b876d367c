import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { allSteps, readCourse } from '../../runtime/course/read.ts';
import type { Step } from '../../runtime/course/step.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { IS_LONG } from '../support/long.ts';
import { type Learner, see } from './learner.ts';
import { builtSite, devSite } from './sites.ts';
import { opened, visits } from './visits.ts';

const ENTRY = 'hello/server.ts';
const steps = allSteps(await readCourse(join(import.meta.dirname, '../../lessons')));
const { start, solution } = steps[0] as Step;
const [startCode, solvedCode] = [start[ENTRY] as string, solution[ENTRY] as string];

const SITES = [
  { name: 'the built site, below a base path', open: builtSite },
  // It serves the same page, module by module, which takes its time: see dev-server.test.ts.
  ...(IS_LONG ? [{ name: 'the dev server', open: devSite }] : []),
];

describe.each(SITES)('A learner at $name', ({ open }) => {
  const at = opened(open);
  const arrives = visits(at);
  let learner: Learner;

  beforeEach(async () => {
    learner = await arrives();
  });

  test('does step 1.1: runs, asks, fails, mends, passes, and finds it all after a reload', async () => {
    await learner.editorIsReady();
    await learner.press('Run');
    await learner.seesInstance('hello-1', 'running');
    await learner.sees('Output', 'hello listens on port 8080');

    await learner.press('Send');
    await learner.sees('Request', '200 OK');
    await learner.sees('Request', 'Hello, World!');
    await learner.sees('Request', /\d+(\.\d+)? ms/);

    await learner.press('Check');
    await learner.sees('Verdict', /Failed/);
    await learner.sees('Verdict', 'should answer "Hello, Ada!", but answered "Hello, World!"');
    await learner.sees('Verdict', 'It failed in schedule 0-q');
    await learner.page.getByText('What happened, as a diagram').click();
    const diagram = learner.page.getByRole('img', { name: /should answer "Hello, Ada!"/ });
    await see(diagram.locator('text', { hasText: 'failed here' })).toBeVisible();
    await see(diagram.locator('text', { hasText: 'GET /hello?name=Ada' }).first()).toBeVisible();
    await learner.page.getByText('The same in words').click();
    await learner.sees('Verdict', 'the check → hello-1: GET /hello?name=Ada (request ');
    await learner.sees('Verdict', 'here the check failed');
    await learner.press('Show it large');
    const large = learner.page.getByRole('dialog', { name: 'What happened, as a diagram' });
    await see(large.locator('text', { hasText: 'failed here' })).toBeInViewport();
    await learner.page.keyboard.press('Escape');
    await see(large).toBeHidden();

    await learner.type(solvedCode);
    await learner.press('Run again');
    await learner.seesInstance('hello-2', 'running');
    await learner.press('Send');
    await learner.sees('Request', 'Hello, Ada!');

    await learner.press('Check');
    await learner.sees('Verdict', 'Passed');
    await learner.sees('Verdict', 'In each of 3 schedules: 30 names greeted');
    await see(learner.page.getByText(`1 of ${steps.length} passed`)).toBeVisible();
    // The schedule that failed is at hand, and passes now.
    await learner.page.getByText('Run one schedule again').click();
    await learner.press('Replay');
    await learner.sees('Verdict', 'This was schedule 0-q alone, once more.');
    await see(learner.page.getByText('What happened, as a diagram')).toBeVisible();

    await learner.page.reload();
    await learner.editorIsReady();
    await see(learner.page.getByText(`1 of ${steps.length} passed`)).toBeVisible();
    expect(await learner.code()).toContain("res.writeHead(405, { Allow: 'GET' })");
  });

  test('reads the text and types before any script of the page has run', async () => {
    const context = await at.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_LIMIT_MS);
    await page.goto(at.site.url);
    await see(page.getByRole('heading', { name: 'Say hello' })).toBeVisible();
    await see(page.getByText('The port is a setting')).toBeVisible();
    const editor = page.getByRole('textbox', { name: ENTRY });
    await see(editor).toHaveValue(startCode);
    await editor.fill('typed');
    await see(editor).toHaveValue('typed');
    await context.close();
  });

  test('is shown a syntax error with its file, line and column, and the code', async () => {
    await learner.type(startCode.replace('res.end(', 'res.end(('));
    await learner.press('Run');
    await see(learner.page.getByRole('alert', { name: 'Problem' })).toContainText(
      /hello\/server\.ts:6:\d+/,
    );
    await see(learner.page.getByRole('alert', { name: 'Problem' })).toContainText('res.end((');
  });

  test('is told which file an unknown import may have meant', async () => {
    await learner.type(`import { x } from './servr.ts';\n${startCode}`);
    await learner.press('Run');
    await see(learner.page.getByRole('alert', { name: 'Problem' })).toContainText("'./server.ts'");
  });

  test('is told which module this sandbox does not have', async () => {
    await learner.type(`import { fork } from 'node:child_process';\nfork('x');\n${startCode}`);
    await learner.press('Run');
    await see(learner.page.getByRole('alert', { name: 'Problem' })).toContainText(
      'node:child_process',
    );
  });

  test('is shown where an exception at load came from', async () => {
    await learner.type(`throw new Error('not today');\n${startCode}`);
    await learner.press('Run');
    await see(learner.page.getByRole('alert', { name: 'Problem' })).toContainText('not today');
    await see(learner.page.getByRole('alert', { name: 'Problem' })).toContainText(/server\.ts:1:7/);
  });

  test('can stop an endless loop, and the page stays alive meanwhile', async () => {
    await learner.type(startCode.replace("res.end('Hello, World!');", 'for (;;) {}'));
    await learner.press('Run');
    await learner.seesInstance('hello-1', 'running');
    await learner.press('Send');
    await learner.stopServices();
    await learner.seesInstance('hello-1', 'dead');
    await learner.sees('Request', 'No answer');
  });

  test('is told which line a check ran on in without end, and goes on', async () => {
    await learner.type(startCode.replace("res.end('Hello, World!');", 'for (;;) {}'));
    await learner.press('Check');
    await learner.sees('Verdict', /hello-1 was ended: .* hello\/server\.ts, line 6/);
    await learner.type(solvedCode);
    await learner.press('Check');
    await learner.sees('Verdict', 'Passed');
  });

  test('can stop a check that never comes back, and check again', async () => {
    const stuck = "/^(a|a)*$/.test('a'.repeat(99) + 'b');";
    await learner.type(startCode.replace("res.end('Hello, World!');", stuck));
    await learner.press('Check');
    await learner.sees('Verdict', /Schedule 1 of \d/);
    await learner.press('Stop check');
    await learner.sees('Verdict', 'You stopped the check');
    await learner.type(solvedCode);
    await learner.press('Check');
    await learner.sees('Verdict', 'Passed');
  });

  test('can check live as well, and is told what that is', async () => {
    await learner.type(startCode);
    await learner.press('Check');
    await learner.sees('Verdict', 'Failed');
    await learner.type(solvedCode);
    await learner.press('Check live in the browser sandbox');
    await learner.sees('Verdict', 'This was one run in the browser sandbox, in real time.');
    await learner.sees('Verdict', /Passed.*30 names greeted/);
    await learner.press('Check');
    await learner.sees('Verdict', /Passed.*In each of 3 schedules/);
  });

  test('sees that output is cut where a service prints without end', async () => {
    await learner.type(`${startCode}\nsetInterval(() => console.log('x'.repeat(100_000)), 1);\n`);
    await learner.press('Run');
    await learner.sees('Output', 'prints faster than can be shown');
    await learner.stopServices();
    await learner.seesInstance('hello-1', 'dead');
  });

  test('sees hints one at a time, and the solution on asking', async () => {
    for (const [index, text] of ['cannot have looked', 'decides in an order'].entries()) {
      await learner.press(index === 0 ? 'Show a hint' : /another hint|next hint|Show hint/i);
      await see(learner.page.getByText(text)).toBeVisible();
    }
    await see(learner.page.getByText('Take the address apart first')).not.toBeVisible();
    await learner.press('Show the solution');
    await learner.press('Show it');
    await see(learner.page.getByRole('heading', { name: 'Solution' })).toBeVisible();
  });

  test('is asked before a reset, and can bring their own work back', async () => {
    await learner.type('// mine\n');
    await learner.press('Reset');
    await learner.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await learner.code()).toContain('// mine');
    await learner.press('Reset');
    await learner.page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await see(learner.page.locator('.monaco-editor .view-lines')).toContainText('createServer');
    await learner.page.getByText('Copies (1)').click();
    await learner.press('Bring back');
    await see(learner.page.locator('.monaco-editor .view-lines')).toContainText(
      '// mine'.replaceAll(' ', '\u00a0'),
    );
  });

  test('gets completion for node:http', async () => {
    await learner.type(
      "import { createServer } from 'node:http';\ncreateServer((req, res) => {\n  res.writeH",
    );
    await learner.page.waitForFunction(
      () => performance.getEntriesByName('brownout:types').length > 0,
    );
    await learner.page.keyboard.press('Control+Space');
    await see(learner.page.locator('.suggest-widget')).toContainText('writeHead');
  });

  test('is told when the step is open in two tabs', async () => {
    await learner.type('// first tab\n');
    const second = await learner.secondTab();
    await see(second.getByText(/another tab|two tabs|other tab/i).first()).toBeVisible();
  });
});
