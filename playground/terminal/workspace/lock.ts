import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../errors.ts';
import { readIfThere } from './files.ts';

/** A workspace has one holder at a time: the process that may write the learner's files. */
export interface Lock {
  /** Lets go. Synchronous, so that it can be done while the process exits; safe to call twice. */
  release(): void;
}

interface Holder {
  readonly pid: number;
  /** When that process started, as the system tells it: pids are given again, starts are not. */
  readonly started: string | null;
}

/** Somebody else holds the workspace. */
export class WorkspaceHeld extends CommandError {
  readonly pid: number;

  constructor(dir: string, pid: number) {
    super(
      `${dir} is open in another terminal (process ${pid}).`,
      'Go on there, or quit it there first. Here, check, hint and list work meanwhile.',
    );
    this.pid = pid;
  }
}

/**
 * Takes the lock, also from a process that died without letting go. Rejects with WorkspaceHeld when
 * its holder lives.
 */
export async function takeLock(file: string, shownDir: string): Promise<Lock> {
  await mkdir(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid) });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mine);
  try {
    // A link appears whole or not at all, so nobody ever reads half a lock.
    while (!(await tryLink(draft, file))) {
      const text = await readIfThere(file);
      if (text === null) continue;
      const holder = parseHolder(text);
      if (holder !== null && (await isAlive(holder))) throw new WorkspaceHeld(shownDir, holder.pid);
      await removeOf(text, file, shownDir);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return { release: () => releaseIf(file, mine) };
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a dead holder's lock. Several may find it dead, and the first may have taken it by the
 * time the second removes it: so each needs a lock of its own for that, on just this holder's lock,
 * and looks once more.
 */
async function removeOf(text: string, file: string, shownDir: string): Promise<void> {
  const name = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const removing = await takeLock(`${file}.${name}`, shownDir);
  try {
    if ((await readIfThere(file)) === text) await rm(file);
  } finally {
    removing.release();
  }
}

function releaseIf(file: string, mine: string): void {
  try {
    if (readFileSync(file, 'utf8') === mine) rmSync(file);
  } catch {
    // Gone already, or the whole workspace is.
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, started } = JSON.parse(text) as Holder;
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, started: started ?? null } : null;
  } catch {
    return null;
  }
}

async function isAlive({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = await startOf(pid);
  return started === null || now === null || started === now;
}

/** When a process started: field 22 of /proc/PID/stat (proc(5)) on Linux, `ps` elsewhere. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The command's name, field 2, is in brackets and may have spaces and brackets of its own.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    const ps = promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return ps.then(
      ({ stdout }) => stdout.trim() || null,
      () => null,
    );
  }
}
