import type { Files } from '../types.ts';
import { nodeFiles } from './node-files.ts';
import { packageStore } from './store.ts';

/** See nodeFiles. Rejects when the packages cannot be bundled; the reason says what to do. */
export async function nodePackages(specifiers: readonly string[]): Promise<Files> {
  return specifiers.length === 0 ? {} : nodeFiles(await packageStore(), specifiers);
}
