import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The volume is the working directory that the process began with. */
const volume = process.cwd();

interface OpenFile {
  /** As in the volume. */
  readonly path: string;
  /** Whether writes without a position go to its end, as far as its flags tell. */
  readonly appends: boolean;
}

const files = new Map<number, OpenFile>();

export function openFile(fd: number): OpenFile | undefined {
  return files.get(fd);
}

/** A path as in the volume. */
export function nameOf(path: unknown): string {
  const text = path instanceof URL ? fileURLToPath(path) : String(path);
  return relative(volume, resolve(text));
}

/** Remembers which file each descriptor is, from now on: the system here does not tell. */
export function rememberOpenFiles(): void {
  const { open, openSync } = fs;
  const { open: openHandle } = fs.promises;
  const remember = (fd: number, path: unknown, flags: unknown) => {
    const appends = typeof flags === 'string' ? /^[aw]/.test(flags) : flags !== undefined;
    files.set(fd, { path: nameOf(path), appends });
  };
  fs.openSync = ((...args: Parameters<typeof openSync>) => {
    const fd = openSync(...args);
    remember(fd, args[0], args[1]);
    return fd;
  }) as typeof openSync;
  fs.open = ((...args: unknown[]) => {
    const callback = args.pop() as (error: Error | null, fd: number) => void;
    const opened = (error: Error | null, fd: number) => {
      if (error === null) remember(fd, args[0], typeof args[1] === 'string' ? args[1] : 'r');
      callback(error, fd);
    };
    (open as (...all: unknown[]) => void)(...args, opened);
  }) as typeof open;
  fs.promises.open = async (...args: Parameters<typeof openHandle>) => {
    const handle = await openHandle(...args);
    remember(handle.fd, args[0], args[1]);
    return handle;
  };
  syncBuiltinESMExports();
}
