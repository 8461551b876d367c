import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright';
import { builtSite, type Site } from '../page/sites.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { figure, print } from './figures.ts';

const RUNS = 7;

interface Visit {
  readonly textMs: number;
  readonly typingMs: number;
  readonly monacoMs: number;
  readonly readyMs: number;
  readonly runMs: number;
  /** Scripts that had arrived by each moment, gzipped. */
  readonly textKb: number;
  readonly monacoKb: number;
  readonly readyKb: number;
}

/** The built page in a browser that has never seen it. */
export async function benchPageLoad(): Promise<void> {
  const site = await builtSite();
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    await visit(browser, site);
    const visits: Visit[] = [];
    for (let run = 0; run < RUNS; run++) visits.push(await visit(browser, site));
    const of = (pick: (visit: Visit) => number) => visits.map(pick);
    print(
      'The page in a cold Chromium',
      [
        figure(
          'first paint, the text readable',
          of((v) => v.textMs),
        ),
        figure(
          'the editor takes typing (plain, in the page itself)',
          of((v) => v.typingMs),
        ),
        figure(
          'Monaco takes typing',
          of((v) => v.monacoMs),
        ),
        figure(
          'sandbox ready',
          of((v) => v.readyMs),
        ),
        figure(
          'Run to listening',
          of((v) => v.runMs),
        ),
        figure(
          'scripts until the text is readable, gzipped',
          of((v) => v.textKb),
          'KB',
        ),
        figure(
          'scripts until Monaco takes typing, gzipped',
          of((v) => v.monacoKb),
          'KB',
        ),
        figure(
          'scripts until the sandbox is ready, gzipped',
          of((v) => v.readyKb),
          'KB',
        ),
      ],
      [
        "The mark to beat, TutorialKit's template: text 268 ms; an editor that takes typing 1073 ms, 395 KB.",
      ],
    );
  } finally {
    await browser.close();
    await site.close();
  }
}

async function visit(browser: Browser, site: Site): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.url, { waitUntil: 'commit' });
  // What is typed as soon as there is a place for it must be in the editor.
  const textarea = page.locator('textarea').first();
  await textarea.waitFor();
  const typingMs = await textarea.evaluate((element) => {
    (element as HTMLTextAreaElement).setRangeText('// typed\n', 0, 0, 'end');
    return performance.now();
  });
  await page.waitForFunction(() => performance.getEntriesByName('brownout:types').length > 0);
  // No named function inside: tsx would give it a helper that the page does not have.
  const [marks, scripts] = await page.evaluate(
    () =>
      [
        Object.fromEntries(
          [...performance.getEntriesByType('paint'), ...performance.getEntriesByType('mark')].map(
            ({ name, startTime }) => [name, startTime],
          ),
        ),
        (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
          .filter(({ name }) => name.endsWith('.js'))
          .map(({ name, responseEnd }) => ({ name, atMs: responseEnd })),
      ] as const,
  );
  const textMs = marks['first-contentful-paint'] ?? Number.NaN;
  const monacoMs = marks['brownout:editor'] ?? Number.NaN;
  const readyMs = marks['brownout:sandbox'] ?? Number.NaN;
  const beganMs = await page.evaluate(() => {
    [...document.querySelectorAll('button')].find((one) => one.textContent === 'Run')?.click();
    return performance.now();
  });
  await page.locator('[data-instance="hello-1"][data-state="running"]').waitFor();
  const runMs = (await page.evaluate(() => performance.now())) - beganMs;
  await context.close();

  const kbBy = async (limitMs: number) => {
    const sizes = scripts
      .filter(({ atMs }) => atMs <= limitMs)
      .map(({ name }) => gzippedBytes(site, name));
    return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0) / 1024;
  };
  const [textKb, monacoKb, readyKb] = await Promise.all([
    kbBy(textMs),
    kbBy(monacoMs),
    kbBy(readyMs),
  ]);
  return {
    textMs,
    typingMs: Math.max(typingMs, textMs),
    monacoMs,
    readyMs,
    runMs,
    textKb,
    monacoKb,
    readyKb,
  };
}

const sizes = new Map<string, Promise<number>>();

function gzippedBytes(site: Site, url: string): Promise<number> {
  const known = sizes.get(url);
  if (known !== undefined) return known;
  const size = readFile(site.fileOf(url)).then((bytes) => gzipSync(bytes).length);
  sizes.set(url, size);
  return size;
}
