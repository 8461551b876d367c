import type { WebContainer, WebContainerProcess } from '@webcontainer/api';
import { SandboxError } from '../errors.ts';
import { bootAborted } from '../life-errors.ts';
import type { BootOptions } from '../sandbox.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { type ContainerFiles, FOLDER } from './container-files.ts';

/** How long whoever waits for the engine waits: nothing tells why a boot hangs. */
const ENGINE_LIMIT_MS = 12_000;

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
  readonly files: ContainerFiles;
  readonly #source: ContainerSource;
  #boot: Promise<Container> | null = null;

  constructor(source: ContainerSource) {
    this.files = source.files;
    this.#source = source;
  }

  /** Rejects with a SandboxError: `not-available`, `boot-failed`, `boot-timeout` or `aborted`. */
  async ready({ signal, timeoutMs, onStage }: BootOptions): Promise<Container> {
    const whyNot = this.#source.whyNot();
    if (whyNot !== null) throw whyNot;
    onStage('Loading Node.js from the engine’s host');
    const limitMs = Math.min(timeoutMs, ENGINE_LIMIT_MS);
    this.#boot ??= this.#start();
    const boot = this.#boot;
    const late = AbortSignal.timeout(limitMs);
    try {
      return await unlessAborted(boot, AbortSignal.any([signal, late]));
    } catch (error) {
      if (signal.aborted) throw bootAborted();
      if (late.aborted) throw hangs(limitMs);
      // A boot that failed may be tried again; one that hangs may not.
      if (this.#boot === boot) this.#boot = null;
      throw failed(error);
    }
  }

  async #start(): Promise<Container> {
    const { files } = this;
    const container = await this.#source.boot();
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
