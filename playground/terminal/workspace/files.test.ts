import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { applyFiles, listFolders, readFiles, writeWhole } from './files.ts';

test('sources are read from every folder, by path', async () => {
  const dir = await temporaryFolder();
  await applyFiles(dir, {}, { 'hello/server.ts': 'a', 'hello/names/list.json': '[]' });

  expect(await readFiles(dir, {})).toEqual({
    'hello/names/list.json': '[]',
    'hello/server.ts': 'a',
  });
});

test("editors' drafts and backups, hidden folders and node_modules are no sources", async () => {
  const dir = await temporaryFolder();
  const others = [
    '.brownout/work.ts',
    'node_modules/x/index.js',
    'hello/.server.ts.swp',
    'hello/server.ts~',
    'hello/#server.ts#',
    'hello/4913',
    'hello/.#server.ts',
    'hello/server.ts___jb_tmp___',
  ];
  for (const path of [...others, 'server.ts']) {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), 'x');
  }

  expect(await readFiles(dir, {})).toEqual({ 'server.ts': 'x' });
});

test('a known file is read, whatever it ends in', async () => {
  const dir = await temporaryFolder();
  await applyFiles(dir, {}, { 'STEP.md': 'text', 'NOTES.md': 'mine' });

  expect(await readFiles(dir, { 'STEP.md': '' })).toEqual({ 'STEP.md': 'text' });
});

test('a folder that is not there has no files', async () => {
  expect(await readFiles(join(await temporaryFolder(), 'nowhere'), {})).toEqual({});
});

test('text that is not UTF-8 is refused by name, not mangled', async () => {
  const dir = await temporaryFolder();
  await writeFile(join(dir, 'latin.ts'), Uint8Array.of(0x5a, 0x6f, 0xeb));

  await expect(readFiles(dir, {})).rejects.toThrow(/latin\.ts is not UTF-8 text/);
});

test('a folder with more than a step can have is refused', async () => {
  const dir = await temporaryFolder();
  const many = Array.from({ length: 501 }, (_, i) => writeFile(join(dir, `${i}.ts`), ''));
  await Promise.all(many);

  await expect(readFiles(dir, {})).rejects.toThrow(/more in it than a step's files/);
});

test('applying writes what differs, removes what is gone, and leaves the rest alone', async () => {
  const dir = await temporaryFolder();
  const before = { 'a/one.ts': '1', 'b/two.ts': '2', 'c/three.ts': '3' };
  await applyFiles(dir, {}, before);
  await writeFile(join(dir, 'c/notes.txt'), 'mine');
  await applyFiles(dir, before, { 'a/one.ts': '1!' });

  expect(await readFiles(dir, {})).toEqual({ 'a/one.ts': '1!' });
  expect(await readdir(dir)).toEqual(['a', 'c']);
  expect(await readFile(join(dir, 'c/notes.txt'), 'utf8')).toBe('mine');
});

test('a file written whole leaves no draft behind', async () => {
  const dir = await temporaryFolder();
  await writeWhole(join(dir, 'deep/er/file.json'), 'text');

  expect(await readdir(dir, { recursive: true })).toEqual(['deep', 'deep/er', 'deep/er/file.json']);
});

test('the folders to watch are those that can have sources', async () => {
  const dir = await temporaryFolder();
  for (const path of ['hello/names', '.brownout/copies', 'node_modules/x']) {
    await mkdir(join(dir, path), { recursive: true });
  }

  expect(await listFolders(dir)).toEqual([dir, join(dir, 'hello'), join(dir, 'hello/names')]);
});
