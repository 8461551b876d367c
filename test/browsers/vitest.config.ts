import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { browserSandbox } from '../../runtime/sandbox/browser/vite-plugin.ts';
import { browserChecks } from '../../runtime/scenario/checker/browser/vite-plugin.ts';
import { TEST_LIMITS } from '../support/limits.ts';
import { OPTIMIZED } from '../support/optimized.ts';
import { strayRequests } from '../walls/stray-requests.ts';
import { CountsReporter } from './counts.ts';
import { ENGINES, findBrowsers } from './installed.ts';
import { opened } from './provider.ts';

const ROOT = resolve(import.meta.dirname, '../..');

// Asked now: a run in which a browser is missing must fail before it prints anything that passed.
findBrowsers();

/** `npm run test:browsers`: what `npm test` runs in Chromium, in the other two engines. */
export default defineConfig({
  root: ROOT,
  cacheDir: 'node_modules/.vite/browsers',
  plugins: [browserSandbox(), browserChecks(resolve(ROOT, 'lessons')), strayRequests()],
  optimizeDeps: { include: OPTIMIZED },
  test: {
    include: [
      'test/contract/browser.chromium.test.ts',
      'test/packages/*.chromium.test.ts',
      'test/walls/*.chromium.test.ts',
      'runtime/sandbox/browser/*.chromium.test.ts',
    ],
    reporters: ['default', new CountsReporter()],
    ...TEST_LIMITS,
    fileParallelism: false,
    browser: {
      enabled: true,
      provider: opened(),
      screenshotFailures: false,
      instances: ENGINES.map((browser) => ({ browser, name: browser })),
    },
  },
});
