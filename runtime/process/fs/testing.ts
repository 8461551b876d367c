import nodeFs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createFsOn, type FsHost } from './index.ts';
import { emptyVolume, type VolumeImage, type VolumeOperation } from './operation.ts';

/** For tests: the same program on Node's own file system and on a volume. */

export type Fs = typeof nodeFs;

/** Uses the file system below `root` and returns what it saw. */
export type FsProgram = (fs: Fs, root: string) => unknown;

/** A file system on a volume, with everything that it recorded. */
export function volumeFs(image: VolumeImage = emptyVolume(0)) {
  const recorded: VolumeOperation[] = [];
  let letters = 0;
  const host: FsHost = {
    files: { image, record: (operation) => recorded.push(operation), full: () => {} },
    clock: { epochMs: () => 1_700_000_000_000, monotonicMs: () => 0 },
    random: (bytes) => bytes.fill(letters++),
    cwd: () => '/',
    later: (run) => setImmediate(run),
    sync: (inode, done) => {
      recorded.push({ kind: 'fsync', inode });
      setImmediate(done);
    },
    output: () => undefined,
  };
  return { fs: createFsOn(host) as unknown as Fs, recorded };
}

/** What the program saw on Node's file system, as text, with the root written as `~`. */
export async function seenOnNode(program: FsProgram): Promise<string> {
  const root = nodeFs.mkdtempSync(join(tmpdir(), 'brownout-fs-'));
  try {
    return await seen(program, nodeFs, root);
  } finally {
    nodeFs.rmSync(root, { recursive: true });
  }
}

/** The same on a volume. */
export async function seenOnVolume(program: FsProgram): Promise<string> {
  const { fs } = volumeFs();
  fs.mkdirSync('/root');
  return seen(program, fs, '/root');
}

/** What a call returned, or the error that it threw. */
export function outcome<T>(call: () => T): unknown {
  try {
    return call();
  } catch (error) {
    return failure(error);
  }
}

/** What a promise became. */
export function settled(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch(failure);
}

/** The facts about an error, without its stack. */
export function failure(error: unknown): unknown {
  const { message, name, code, errno, syscall, path, dest } = error as NodeJS.ErrnoException & {
    dest?: string;
  };
  return { message, name, code, errno, syscall, path, dest };
}

async function seen(program: FsProgram, fs: Fs, root: string): Promise<string> {
  return inspect(await program(fs, root), { depth: 9, compact: false }).replaceAll(root, '~');
}
