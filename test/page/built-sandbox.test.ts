import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { expect, test } from 'vitest';
import { serveBuiltPage } from '../support/built-page.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';

const SCRIPT = fileURLToPath(new URL('../bench/sandbox-page.ts', import.meta.url));

test('the sandbox works in a built page, under any base path and a strict policy', async () => {
  const page = await serveBuiltPage(SCRIPT);
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const tab = await browser.newPage();
    tab.setDefaultTimeout(WAIT_LIMIT_MS);
    const elsewhere: string[] = [];
    tab.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(page.url) && !url.startsWith('blob:')) elsewhere.push(url);
    });
    const complaints: string[] = [];
    tab.on('console', (message) => complaints.push(message.text()));
    await tab.goto(page.url);
    const { coldMs, warmMs } = await tab.evaluate(() => window.measureStarts(2));
    expect(coldMs).toBeGreaterThan(0);
    expect(warmMs).toHaveLength(2);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
    await page.close();
  }
});
