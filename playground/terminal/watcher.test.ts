import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { watchFolder } from './watcher.ts';
import { readFiles } from './workspace/files.ts';

test('a file written in place is noticed', async () => {
  const { dir, seen } = await watched({ 'hello/server.ts': 'one' });
  await writeFile(join(dir, 'hello/server.ts'), 'two');

  await seen({ 'hello/server.ts': 'two' });
});

test('a file saved by renaming a draft into place is noticed, time after time', async () => {
  const { dir, seen } = await watched({ 'hello/server.ts': 'one' });
  for (const text of ['two', 'three', 'four']) {
    await writeFile(join(dir, 'hello/.server.ts.swx'), text);
    await rename(join(dir, 'hello/.server.ts.swx'), join(dir, 'hello/server.ts'));
    await seen({ 'hello/server.ts': text });
  }
});

test('a file saved by moving the old one aside first is noticed', async () => {
  const { dir, seen } = await watched({ 'hello/server.ts': 'one' });
  await rename(join(dir, 'hello/server.ts'), join(dir, 'hello/server.ts~'));
  await writeFile(join(dir, 'hello/server.ts'), 'two');
  await rm(join(dir, 'hello/server.ts~'));

  await seen({ 'hello/server.ts': 'two' });
});

test('files in folders made later are noticed', async () => {
  const { dir, seen } = await watched({ 'hello/server.ts': 'one' });
  await mkdir(join(dir, 'users/names'), { recursive: true });
  await writeFile(join(dir, 'users/names/list.ts'), 'new');
  await seen({ 'hello/server.ts': 'one', 'users/names/list.ts': 'new' });

  await writeFile(join(dir, 'users/names/list.ts'), 'newer');
  await seen({ 'hello/server.ts': 'one', 'users/names/list.ts': 'newer' });
});

test('a removed folder is noticed, and so is the same folder made again', async () => {
  const { dir, seen } = await watched({ 'hello/server.ts': 'one' });
  await rm(join(dir, 'hello'), { recursive: true });
  await seen({});

  await mkdir(join(dir, 'hello'));
  await writeFile(join(dir, 'hello/server.ts'), 'two');
  await seen({ 'hello/server.ts': 'two' });
});

test('nothing is called back after closing', async () => {
  const dir = await temporaryFolder();
  let calls = 0;
  const { close } = await watchFolder(dir, () => calls++, fail);
  close();
  const witness = await watchFolder(dir, () => noticed(), fail);
  let noticed = () => {};
  const wasNoticed = new Promise<void>((resolve) => {
    noticed = resolve;
  });
  await writeFile(join(dir, 'server.ts'), '');
  await wasNoticed;
  witness.close();

  expect(calls).toBe(0);
});

/** A watched folder, and a way to wait until a callback came at which it had exactly these files. */
async function watched(files: Record<string, string>) {
  const dir = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  let found = '';
  let waiting = () => {};
  const look = async () => {
    found = JSON.stringify(await readFiles(dir, {}));
    waiting();
  };
  const { close } = await watchFolder(dir, look, fail);
  onTestFinished(close);
  const seen = (expected: Record<string, string>) =>
    new Promise<void>((resolve) => {
      waiting = () => {
        if (found === JSON.stringify(expected)) resolve();
      };
      waiting();
    });
  return { dir, seen };
}

function fail(error: Error): void {
  throw error;
}
