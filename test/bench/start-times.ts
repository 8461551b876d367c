/** Prints how long the browser sandbox takes to boot, and from an edit to listening. */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { serveBuiltPage } from '../support/built-page.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import type { StartFigures } from './sandbox-page.ts';

const EDITS = 30;

const page = await serveBuiltPage(fileURLToPath(new URL('./sandbox-page.ts', import.meta.url)));
const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
try {
  const cold: number[] = [];
  for (let run = 0; run < 5; run++) cold.push((await measure(0)).coldMs);
  const { warmMs } = await measure(EDITS);
  console.log(`cold, page open to listening: ${summary(cold)}`);
  console.log(`warm, edit to listening:      ${summary(warmMs)}`);
} finally {
  await browser.close();
  await page.close();
}

async function measure(edits: number): Promise<StartFigures> {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(page.url);
  const figures = await tab.evaluate((edits) => window.measureStarts(edits), edits);
  await context.close();
  return figures;
}

function summary(figures: readonly number[]): string {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(1);
  return `median ${at(0.5)} ms, from ${at(0)} to ${at(1)} ms (${figures.length} runs)`;
}
