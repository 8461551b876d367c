import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of processes in KB, pages that they share counted for each of them. Linux only. */
export function residentKB(pids: readonly number[]): number {
  let totalKB = 0;
  for (const pid of pids) totalKB += statusOf(pid, 'VmRSS');
  return totalKB;
}

/** The processes in which Chromium runs pages, of those that this process has started. */
export function rendererPids(): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => isRenderer(pid) && descendsFrom(pid, process.pid));
}

function isRenderer(pid: number): boolean {
  return read(`/proc/${pid}/cmdline`).includes('--type=renderer');
}

function descendsFrom(pid: number, ancestor: number): boolean {
  for (let parent = pid; parent > 1; parent = statusOf(parent, 'PPid')) {
    if (parent === ancestor) return true;
  }
  return false;
}

/** A number from /proc/pid/status; 0 when the process is gone. */
function statusOf(pid: number, name: string): number {
  const line = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(read(`/proc/${pid}/status`));
  return Number(line?.[1] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
