import type { BrowserContext, Page } from 'playwright/test';
import { describe, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { ENGINE_URL, serveStandIn } from '../webcontainer/engine-frame.ts';
import { see } from './learner.ts';
import { builtSite } from './sites.ts';
import { opened } from './visits.ts';

const at = opened(builtSite);

/** By then a learner is told what became of it, by the page's own clock: a machine may be busy with others. */
const TOLD_WITHIN_MS = 15_000;

interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A learner who has asked for a WebContainer in the page's address. */
async function visit(prepare: (context: BrowserContext) => Promise<unknown>): Promise<Visit> {
  const context = await at.browser.newContext({ viewport: { width: 1440, height: 900 } });
  await prepare(context);
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_LIMIT_MS);
  await page.goto(`${at.site.url}?sandbox=webcontainer`);
  return { context, page };
}

const problem = (page: Page) => page.getByRole('alert', { name: 'Problem' });
const sandbox = (page: Page) => page.locator('.sandbox-name');
const editor = (page: Page) => page.locator('.monaco-editor .view-lines');
const instance = (page: Page) => page.getByRole('listitem').filter({ hasText: 'hello-1' });

async function typesSomething(page: Page): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText('// typed meanwhile\n');
}

/** After a failure the other sandbox is one click away, and nothing typed is lost. */
async function goesOnInTheBrowserSandbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use the browser sandbox' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await see(instance(page)).toContainText('running');
  await see(editor(page)).toContainText('// typed meanwhile');
  await page.goto(at.site.url);
  await see(sandbox(page)).toContainText('Browser sandbox');
  await see(editor(page)).toContainText('// typed meanwhile');
}

/** The stand-in's services listen on real ports of this machine, where others may have the step's own. */
async function onFreePort(context: BrowserContext): Promise<void> {
  const port = String(await freePort());
  await context.route(`${at.site.url}?sandbox=webcontainer`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll('8080', port);
    await route.fulfill({ response, body });
  });
}

/** Runs in the page: what it tells by then. */
function problemAfter(ms: number): Promise<string> {
  return new Promise((done) => {
    setTimeout(() => done(document.querySelector('[role=alert]')?.textContent ?? ''), ms);
  });
}

const NEVER = new Promise<void>(() => {});

describe.concurrent('An engine that does not come: the page says so in time, and the lesson goes on', () => {
  test.each([
    [
      'its frame is blocked',
      (context: BrowserContext) => context.route(ENGINE_URL, (route) => route.abort()),
    ],
    ['it is silent for ever', (context: BrowserContext) => context.route(ENGINE_URL, () => NEVER)],
    [
      'its host refuses',
      (context: BrowserContext) =>
        context.route(ENGINE_URL, (route) => route.fulfill({ status: 403, body: 'No.' })),
    ],
  ] as const)('%s', async (_, prepare) => {
    const { context, page } = await visit(prepare);
    await see(sandbox(page)).toContainText('Loading Node.js');
    const told = page.evaluate(problemAfter, TOLD_WITHIN_MS);
    await typesSomething(page);
    expect(await told).toContain('WebContainer has not started within');
    await see(problem(page)).toContainText('its engine is hosted');
    await goesOnInTheBrowserSandbox(page);
    await context.close();
  });

  test('it answers late: it is used as soon as it is there (a stand-in, not the hosted engine)', async () => {
    let answer = () => {};
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let close = async () => {};
    const { context, page } = await visit(async (one) => {
      close = await serveStandIn(one, late);
      await onFreePort(one);
    });
    try {
      await see(problem(page)).toContainText('has not started');
      answer();
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await see(instance(page)).toContainText('running');
      await see(sandbox(page)).toContainText('Node.js by WebContainer · ready');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await see(page.getByRole('region', { name: 'Request' })).toContainText('Hello, World!');
      await see(page.getByRole('region', { name: 'Output' })).toContainText('hello listens on');

      const verdict = page.getByRole('region', { name: 'Verdict' });
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await see(verdict).toContainText('Failed');
      await page.getByRole('button', { name: 'Check live on Node.js by WebContainer' }).click();
      await see(verdict).toContainText(
        'This was one run on Node.js by WebContainer, in real time.',
      );

      // Another choice ends what ran, and is remembered.
      await sandbox(page).click();
      await page.getByRole('radio', { name: /Browser sandbox/ }).check();
      await see(sandbox(page)).toContainText('Browser sandbox · ready');
      await see(page.getByText('Press Run')).toBeVisible();
      await page.goto(at.site.url);
      await see(sandbox(page)).toContainText('Browser sandbox');
    } finally {
      await context.close();
      await close();
    }
  });
});

test('a page that is not isolated says so at once', async () => {
  const { context, page } = await visit((one) =>
    one.route(`${at.site.url}**`, async (route) => {
      const response = await route.fetch();
      const { 'cross-origin-embedder-policy': _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    }),
  );
  await see(problem(page)).toContainText('its server sends no COOP and COEP headers');
  await typesSomething(page);
  await goesOnInTheBrowserSandbox(page);
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
});

test('the terms are stated where it is chosen', async () => {
  const context = await at.browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_LIMIT_MS);
  await page.goto(at.site.url);
  await sandbox(page).click();
  await see(page.getByText('commercial production needs a licence')).toBeVisible();
  await context.close();
});
