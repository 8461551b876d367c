import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isEtcdInstalled, RealEtcd } from '../../registry/etcd/support/real-etcd.ts';

const MAIN = fileURLToPath(new URL('../../../runtime/registry/command/main.ts', import.meta.url));

/** A server that is measured, in a process of its own. */
export interface Subject {
  readonly name: 'ours' | 'etcd';
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A fresh one of each kind that there is on this machine, ours first. */
export async function startSubjects(): Promise<readonly Subject[]> {
  const ours = await startOurs();
  return isEtcdInstalled ? [ours, await startEtcd()] : [ours];
}

async function startOurs(): Promise<Subject> {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { PATH: process.env.PATH, CONSUL_PORT: '0', ETCD_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const [, url] = String(line).match(/http:\/\/[^\s,]+\d/g) ?? [];
  if (url === undefined) throw new Error('npm run registry did not say where it listens.');
  return { name: 'ours', url, pid: child.pid ?? 0, stop: () => end(child) };
}

async function startEtcd(): Promise<Subject> {
  const etcd = await RealEtcd.start();
  return { name: 'etcd', url: etcd.url, pid: etcd.pid, stop: () => etcd.stop() };
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** What the process has in memory, in KB (Linux). */
export async function residentKb({ pid }: Subject): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
}
