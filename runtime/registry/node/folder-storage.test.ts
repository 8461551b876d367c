import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { FolderStorage } from './folder-storage.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (read: Uint8Array | null) => read && new TextDecoder().decode(read);

test('what was appended and replaced is read in the order of the calls, awaited or not', async () => {
  const storage = await FolderStorage.open(join(await temporaryFolder(), 'new', 'folder'));
  expect(await storage.read('log')).toBeNull();
  void storage.append('log', bytes('a'));
  void storage.append('log', bytes('b'));
  const between = storage.read('log');
  void storage.append('log', bytes('c'));
  expect(textOf(await between)).toBe('ab');
  void storage.replace('log', bytes('new '));
  void storage.append('log', bytes('d'));
  void storage.append('other', bytes('x'));
  void storage.append('log', bytes('e'));
  expect(textOf(await storage.read('log'))).toBe('new de');
  expect(textOf(await storage.read('other'))).toBe('x');
  await storage.close();
});

test('what another has left is gone on with, and a replaced file leaves nothing beside it', async () => {
  const folder = await temporaryFolder();
  await appendFile(join(folder, 'log'), 'before ');
  const storage = await FolderStorage.open(folder);
  await storage.append('log', bytes('after'));
  expect(await readFile(join(folder, 'log'), 'utf8')).toBe('before after');
  await storage.replace('log', bytes('new'));
  expect(await readdir(folder)).toEqual(['log']);
  await storage.close();
});

test('a write that fails is told to whoever asked, and the next is tried again', async () => {
  const storage = await FolderStorage.open(await temporaryFolder());
  await expect(storage.append('no/such/folder', bytes('a'))).rejects.toThrow('ENOENT');
  await storage.append('log', bytes('b'));
  expect(textOf(await storage.read('log'))).toBe('b');
  await storage.close();
});
