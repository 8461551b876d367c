import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { serveBuiltPage } from '../support/built-page.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { figure, median, print } from './figures.ts';
import { measureStarts } from './measure-starts.ts';

const EDITS = 30;
const COLD_RUNS = 5;

/** From an edit to a service that listens: in the browser sandbox and in Node processes, in turn. */
export async function benchStarts(): Promise<void> {
  const script = fileURLToPath(new URL('./sandbox-page.ts', import.meta.url));
  const page = await serveBuiltPage(script);
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  const inPage = async (edits: number) => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(page.url);
    const starts = await tab.evaluate((count) => window.measureStarts(count), edits);
    await context.close();
    return starts;
  };
  try {
    const cold = { browser: [] as number[], node: [] as number[] };
    for (let run = 0; run < COLD_RUNS; run++) {
      cold.browser.push((await inPage(0)).coldMs);
      cold.node.push((await measureStarts(createNodeSandbox(), 0)).coldMs);
    }
    const warm = {
      browser: (await inPage(EDITS)).warmMs,
      node: (await measureStarts(createNodeSandbox(), EDITS)).warmMs,
    };
    const ratio = median(warm.node) / median(warm.browser);
    print('A service starts', [
      figure('browser sandbox, from nothing to listening', cold.browser),
      figure('Node processes, from nothing to listening', cold.node),
      figure('browser sandbox, from edit to listening', warm.browser),
      figure('Node processes, from edit to listening', warm.node),
      figure('Node processes over browser sandbox, edit to listening', [ratio], 'times'),
    ]);
  } finally {
    await browser.close();
    await page.close();
  }
}
