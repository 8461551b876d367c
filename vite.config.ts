import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import {
  coursePages,
  isolation,
  monacoDiet,
  nodeTypes,
  packageTypes,
  thirdParty,
} from './playground/page/build/index.ts';
import { browserSandbox } from './runtime/sandbox/browser/vite-plugin.ts';
import { webcontainerSandbox } from './runtime/sandbox/webcontainer/vite-plugin.ts';
import { browserChecks } from './runtime/scenario/checker/browser/vite-plugin.ts';

const at = (path: string) => resolve(import.meta.dirname, path);
// Authors try out a course of their own with BROWNOUT_LESSONS, here as in the terminal.
const lessonsDir = resolve(process.env.BROWNOUT_LESSONS ?? at('lessons'));

export default defineConfig({
  // Relative addresses: the built site works from any base path.
  base: './',
  plugins: [
    browserSandbox(),
    webcontainerSandbox(),
    browserChecks(lessonsDir),
    coursePages({ lessonsDir }),
    nodeTypes(at('node_modules')),
    packageTypes(at('node_modules')),
    monacoDiet(),
    thirdParty(),
    isolation(),
  ],
  worker: { format: 'es', plugins: () => [monacoDiet()] },
  build: {
    target: 'es2023',
    // The CSP allows fonts and scripts from our own origin only, so nothing may become a data: URL.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8000,
  },
  server: { host: '127.0.0.1' },
  // Named here because the pages that would lead to them exist in no folder. Found late, they would
  // make the dev server reload the page under the author's hands.
  optimizeDeps: {
    entries: ['playground/page/main.ts', 'playground/page/editor/typescript.worker.ts'],
  },
});
