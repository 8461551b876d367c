import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { takeLock, WorkspaceHeld } from './lock.ts';

test('a held workspace is refused with the holder by number', async () => {
  const file = join(await temporaryFolder(), 'lock');
  await takeLock(file, 'workspace');

  await expect(takeLock(file, 'workspace')).rejects.toThrow(
    `workspace is open in another terminal (process ${process.pid}).`,
  );
});

test('a released lock can be taken again, and nothing else is left behind', async () => {
  const folder = await temporaryFolder();
  const first = await takeLock(join(folder, 'lock'), 'workspace');
  first.release();
  first.release();
  const second = await takeLock(join(folder, 'lock'), 'workspace');

  expect(await readdir(folder)).toEqual(['lock']);
  second.release();
  expect(await readdir(folder)).toEqual([]);
});

test('the lock of a process that has died is taken over', async () => {
  const file = join(await temporaryFolder(), 'lock');
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  await writeFile(file, JSON.stringify({ pid: child.pid, started: '1' }));

  await takeLock(file, 'workspace');
});

test('a process that was given the pid of a dead holder does not hold the lock', async () => {
  const file = join(await temporaryFolder(), 'lock');
  await writeFile(file, JSON.stringify({ pid: process.pid, started: 'at another time' }));

  await takeLock(file, 'workspace');
});

test('a live process of unknown start holds its lock', async () => {
  const file = join(await temporaryFolder(), 'lock');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void child.kill('SIGKILL'));
  await writeFile(file, JSON.stringify({ pid: child.pid, started: null }));

  await expect(takeLock(file, 'workspace')).rejects.toBeInstanceOf(WorkspaceHeld);
});

test.each(['', '{', '{"pid":"x"}', '[]'])('a damaged lock %j holds nothing', async (text) => {
  const file = join(await temporaryFolder(), 'lock');
  await writeFile(file, text);

  await takeLock(file, 'workspace');
});

test('releasing leaves alone a lock that somebody else has taken', async () => {
  const folder = await temporaryFolder();
  const { release } = await takeLock(join(folder, 'lock'), 'workspace');
  await writeFile(join(folder, 'lock'), "somebody else's");
  release();

  expect(await readdir(folder)).toEqual(['lock']);
});

test('of many that take it at once, one gets it', async () => {
  const file = join(await temporaryFolder(), 'lock');
  await writeFile(file, JSON.stringify({ pid: 2 ** 30, started: null }));
  const results = await Promise.allSettled(
    Array.from({ length: 5 }, () => takeLock(file, 'workspace')),
  );

  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.map(({ reason }) => reason.constructor)).toEqual(Array(4).fill(WorkspaceHeld));
});
