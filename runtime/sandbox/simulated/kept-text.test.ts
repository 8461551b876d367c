import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { keptText } from './kept-text.ts';

test('a text is built once, and again when a file that it was made from has changed', async () => {
  const folder = await temporaryFolder();
  const source = join(folder, 'source.ts');
  let builds = 0;
  const build = async () => ({ text: `build ${++builds}`, files: [source] });
  const cache = join(folder, 'cache');

  await writeFile(source, 'one');
  expect(await keptText('text', build, cache)).toBe('build 1');
  expect(await keptText('text', build, cache)).toBe('build 1');
  await writeFile(source, 'two');
  expect(await keptText('text', build, cache)).toBe('build 2');
  expect(await keptText('text', build, cache)).toBe('build 2');
  expect(await readdir(cache)).toEqual(['text.json']);
});

test('what is kept and cannot be read is built again', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'text.json'), '{"text": "ha');
  expect(await keptText('text', async () => ({ text: 'whole', files: [] }), folder)).toBe('whole');
});
