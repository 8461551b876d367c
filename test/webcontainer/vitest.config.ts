import { resolve } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { ISOLATION_HEADERS } from '../../playground/page/build/isolation.ts';
import { browserSandbox } from '../../runtime/sandbox/browser/vite-plugin.ts';
import { webcontainerSandbox } from '../../runtime/sandbox/webcontainer/vite-plugin.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { TEST_LIMITS } from '../support/limits.ts';
import { OPTIMIZED } from '../support/optimized.ts';

/** The contract against StackBlitz's own engine, in Chromium: run by run.ts, where there is a network. */
export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  plugins: [browserSandbox(), webcontainerSandbox()],
  server: { headers: ISOLATION_HEADERS },
  optimizeDeps: { include: [...OPTIMIZED, '@webcontainer/api'] },
  test: {
    name: 'webcontainer',
    include: ['test/webcontainer/hosted.ts'],
    ...TEST_LIMITS,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
