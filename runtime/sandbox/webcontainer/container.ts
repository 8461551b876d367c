import type { WebContainer, WebContainerProcess } from '@webcontainer/api';
import { SandboxError } from '../errors.ts';
import type { BootOptions } from '../sandbox.ts';
import { type ContainerFiles, FOLDER } from './container-files.ts';

/** A boot that takes longer than this is given up by whoever waits: nothing tells why it hangs. */
export const BOOT_LIMIT_MS = 12_000;

/** What is used of a booted container. */
export type Container = Pick<WebContainer, 'spawn'>;
export type ContainerProcess = WebContainerProcess;

export interface ContainerSource {
  /** Why no container can boot in this page; null when one may. */
  readonly whyNot: () => SandboxError | null;
  /** Asks the engine for a container: may never settle, and may be asked once only. */
  readonly boot: () => Promise<WebContainer>;
  readonly files: ContainerFiles;
}

/**
 * The page's one container. A boot that hangs cannot be ended, and a second one would hang behind
 * it: so there is one boot, for which each caller waits only so long. One that comes late is used
 * the next time that somebody asks.
 */
export class OneContainer {
  readonly #source: ContainerSource;
  #boot: Promise<Container> | null = null;

  constructor(source: ContainerSource) {
    this.#source = source;
  }

  /** Rejects with a SandboxError: `not-available`, `boot-failed`, `boot-timeout` or `aborted`. */
  async ready({ signal, timeoutMs, onStage }: BootOptions): Promise<Container> {
    const whyNot = this.#source.whyNot();
    if (whyNot !== null) throw whyNot;
    onStage('Loading Node.js from the engine’s host');
    const limitMs = Math.min(timeoutMs, BOOT_LIMIT_MS);
    this.#boot ??= this.#start();
    const boot = this.#boot;
    try {
      return await within(boot, limitMs, signal);
    } catch (error) {
      if (signal.aborted) {
        throw new SandboxError('aborted', 'Booting was stopped.', 'Boot again when you are ready.');
      }
      if (error instanceof Late) throw hangs(limitMs);
      // A boot that failed may be tried again; one that hangs may not.
      if (this.#boot === boot) this.#boot = null;
      throw failed(error);
    }
  }

  async #start(): Promise<Container> {
    const { boot, files } = this.#source;
    const container = await boot();
    const file = (contents: string) => ({ file: { contents } });
    await container.mount({
      [FOLDER]: {
        directory: {
          'gateway.mjs': file(files.gateway),
          'preload.mjs': file(files.preload),
          'control-thread.mjs': file(files.controlThread),
        },
      },
    });
    return container;
  }
}

class Late extends Error {}

function within<T>(work: Promise<T>, limitMs: number, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    const late = setTimeout(() => reject(new Late()), limitMs);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(late);
      signal.removeEventListener('abort', abort);
    });
  });
}

const USE_OTHER = 'Use the browser sandbox: it needs no network.';

function hangs(limitMs: number): SandboxError {
  return new SandboxError(
    'boot-timeout',
    `WebContainer has not started within ${limitMs / 1000} s: its engine is hosted, and may be blocked here, or out of reach.`,
    `${USE_OTHER} To try again later, reload the page.`,
  );
}

function failed(error: unknown): SandboxError {
  const why = error instanceof Error ? error.message : String(error);
  return new SandboxError('boot-failed', `WebContainer could not start: ${why}`, USE_OTHER);
}
