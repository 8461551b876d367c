import { resolve } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserSandbox } from './runtime/sandbox/browser/vite-plugin.ts';
import { browserChecks } from './runtime/scenario/checker/browser/vite-plugin.ts';
import { nodeLedgers } from './test/determinism/node-ledgers.ts';
import { consulInstance } from './test/registry/consul/bundle-instance.ts';
import { CHROMIUM_FLAGS, findChromium } from './test/support/chromium.ts';
import { TEST_LIMITS } from './test/support/limits.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { OPTIMIZED } from './test/support/optimized.ts';
import { processBundle } from './test/support/process-bundle.ts';
import { strayRequests } from './test/walls/stray-requests.ts';

const LESSONS = resolve(import.meta.dirname, 'lessons');
const NODE_TESTS = ['runtime/**/*.test.ts', 'playground/**/*.test.ts', 'test/**/*.test.ts'];
const CHROMIUM_TESTS = ['**/*.chromium.test.ts'];
const PAGE_TESTS = ['test/page/**/*.test.ts'];

export default defineConfig({
  test: {
    // Vitest tells of rejections that a page's own listener takes care of, as the simulator's does.
    onConsoleLog: (log) => !log.startsWith('PromiseRejectionEvent'),
    // Live runs of the course wait together, but a service has to start in time.
    maxConcurrency: 2,
    // Two at once on two cores, though Chromium runs beside them: many tests wait more than they work.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'node',
          include: NODE_TESTS,
          exclude: [...CHROMIUM_TESTS, ...PAGE_TESTS, '**/node_modules/**'],
          ...TEST_LIMITS,
        },
      },
      {
        plugins: [
          browserSandbox(),
          browserChecks(LESSONS),
          processBundle(),
          nodeLedgers(),
          strayRequests(),
          consulInstance(),
        ],
        optimizeDeps: { include: OPTIMIZED },
        test: {
          name: 'chromium',
          include: CHROMIUM_TESTS,
          ...TEST_LIMITS,
          // There is no process there to ask.
          env: {
            BROWNOUT_LONG: process.env.BROWNOUT_LONG ?? '',
            BROWNOUT_SEED: process.env.BROWNOUT_SEED ?? '',
          },
          globalSetup: './test/course/provide-course.ts',
          browser: {
            enabled: true,
            headless: true,
            // What they find out of memory and time is one page's at a time.
            fileParallelism: false,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                // Looked up at launch, so that runs without a browser need none.
                get executablePath() {
                  return findChromium();
                },
                args: CHROMIUM_FLAGS,
              },
              // Not those of Node's tests: services must not notice.
              contextOptions: { timezoneId: 'America/St_Johns', locale: 'de-DE' },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'page',
          include: PAGE_TESTS,
          globalSetup: './test/page/build-site.ts',
          ...TEST_LIMITS,
          // When all else is done: people do not wait for a page on a machine that is busy with tests.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
