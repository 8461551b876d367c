import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../support/free-port.ts';
import { WAIT_LIMIT_MS } from '../../../support/limits.ts';

export const isEtcdInstalled = spawnSync('etcd', ['--version']).status === 0;

/** Said in a test's name, so that one that was left out does not look like one that passed. */
export const NEEDS_ETCD = isEtcdInstalled ? '' : ' (not run: etcd is not installed)';

/** A real etcd of one member on free ports of this machine, with a data folder of its own. */
export class RealEtcd {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(process: ChildProcess, url: string, folder: string) {
    this.#process = process;
    this.url = url;
    this.#folder = folder;
  }

  static async start(...flags: string[]): Promise<RealEtcd> {
    const folder = await mkdtemp(join(tmpdir(), 'brownout-etcd-'));
    const port = await freePort();
    const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`];
    const process = spawn(
      'etcd',
      [
        ['--data-dir', folder],
        ['--listen-client-urls', client],
        ['--advertise-client-urls', client],
        ['--listen-peer-urls', peer],
        ['--initial-advertise-peer-urls', peer],
        ['--initial-cluster', `default=${peer}`],
        flags,
      ].flat(),
      { stdio: 'ignore' },
    );
    const etcd = new RealEtcd(process, client, folder);
    await etcd.#isReady();
    return etcd;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await exited;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #isReady(): Promise<void> {
    const deadlineMs = Date.now() + WAIT_LIMIT_MS;
    for (;;) {
      const health = await fetch(`${this.url}/health`).catch(() => null);
      if (health?.ok) return;
      if (Date.now() > deadlineMs || this.#process.exitCode !== null) {
        await this.stop();
        throw new Error('etcd did not become ready.');
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
