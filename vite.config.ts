import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { coursePages } from './playground/page/build/index.ts';

const lessonsDir = resolve(import.meta.dirname, process.env.BROWNOUT_LESSONS ?? 'lessons');

export default defineConfig({
  // Relative addresses: the built site works from any base path.
  base: './',
  plugins: [coursePages({ lessonsDir })],
  build: {
    target: 'es2023',
    // The CSP allows fonts and scripts from our own origin only, so nothing may become a data: URL.
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 8000,
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
});
