import { join } from 'node:path';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { browserSandbox } from '../../../runtime/sandbox/browser/vite-plugin.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/chromium.ts';
import { WAIT_LIMIT_MS } from '../../support/limits.ts';
import type { Observation, Plan } from './plan.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = 'test/conformance/runner/page.html';

/** Runs the plan in the browser sandbox, in a Chromium of its own. */
export async function observeInChromium(plan: Plan): Promise<readonly Observation[]> {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    cacheDir: 'node_modules/.vite/conformance',
    plugins: [browserSandbox()],
    optimizeDeps: { entries: [PAGE] },
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null },
  });
  try {
    await server.listen();
    const url = server.resolvedUrls?.local[0];
    if (url === undefined) throw new Error('The page of the conformance run has no address.');
    return await observeAt(`${url}${PAGE}`, plan);
  } finally {
    await server.close();
  }
}

async function observeAt(url: string, plan: Plan): Promise<readonly Observation[]> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(WAIT_LIMIT_MS);
    page.on('pageerror', (error) => console.error(`The page failed: ${error.message}`));
    await page.goto(url);
    await page.waitForFunction(() => 'observePlan' in globalThis);
    return await page.evaluate((given) => globalThis.observePlan(given), plan);
  } finally {
    await browser.close();
  }
}
