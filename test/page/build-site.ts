import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the built site. */
    builtSite: string;
  }
}

/** Builds the site once, for all page tests. */
export default async function buildSite(project: TestProject): Promise<() => Promise<void>> {
  const root = resolve(import.meta.dirname, '../..');
  const outDir = await mkdtemp(join(tmpdir(), 'brownout-built-'));
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  project.provide('builtSite', outDir);
  return () => rm(outDir, { recursive: true });
}
