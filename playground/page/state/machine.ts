import { type ReadonlySignal, signal } from '@preact/signals';
import { type Sandbox, SandboxError } from '../../../runtime/sandbox/index.ts';

/** The sandbox in use, from nothing to ready, and what became of it. */
export type MachineState =
  | { readonly state: 'off' }
  | { readonly state: 'booting'; readonly stage: string }
  | { readonly state: 'ready'; readonly sandbox: Sandbox }
  | { readonly state: 'failed'; readonly message: string; readonly hint: string };

export interface Machine {
  readonly current: ReadonlySignal<MachineState>;
  /**
   * The sandbox, booted if it is not yet. Rejects with a SandboxError when it cannot boot; the
   * next call tries again.
   */
  ready(): Promise<Sandbox>;
  /** Lets go of the sandbox, if there is one or will be: the next call makes another. */
  drop(): void;
}

export interface MachineOptions {
  /** Makes a sandbox; may load its code first. */
  readonly makeSandbox: () => Promise<Sandbox>;
  /** Called with each sandbox that has booted, before it is ready to anybody else. */
  readonly onBooted: (sandbox: Sandbox) => void;
}

/** How long the sandbox may take to boot: long, for a slow machine that loads it the first time. */
export const BOOT_LIMIT_MS = 20_000;

export function createMachine({ makeSandbox, onBooted }: MachineOptions): Machine {
  const current = signal<MachineState>({ state: 'off' });
  let booting: Promise<Sandbox> | null = null;
  let dropping = new AbortController();

  async function boot(signal: AbortSignal): Promise<Sandbox> {
    const stage = (name: string) => {
      if (!signal.aborted) current.value = { state: 'booting', stage: name };
    };
    stage('Loading the sandbox');
    let sandbox: Sandbox | undefined;
    try {
      sandbox = await makeSandbox();
      await sandbox.boot({
        signal,
        timeoutMs: BOOT_LIMIT_MS,
        onStage: stage,
      });
    } catch (error) {
      await sandbox?.dispose();
      throw signal.aborted ? error : fail(error);
    }
    if (signal.aborted) {
      await sandbox.dispose();
      throw new SandboxError('aborted', 'Another sandbox was chosen.', 'Run starts that one.');
    }
    onBooted(sandbox);
    current.value = { state: 'ready', sandbox };
    void watch(sandbox);
    return sandbox;
  }

  async function watch(sandbox: Sandbox): Promise<void> {
    const error = await sandbox.lost;
    const now = current.value;
    if (now.state !== 'ready' || now.sandbox !== sandbox) return;
    fail(error);
    await sandbox.dispose();
  }

  function fail(reason: unknown): SandboxError {
    booting = null;
    const error = reason instanceof SandboxError ? reason : notLoaded(reason);
    current.value = { state: 'failed', message: error.message, hint: error.hint };
    return error;
  }

  return {
    current,
    ready() {
      booting ??= boot(dropping.signal);
      return booting;
    },
    drop() {
      dropping.abort();
      dropping = new AbortController();
      booting = null;
      const was = current.value;
      current.value = { state: 'off' };
      if (was.state === 'ready') void was.sandbox.dispose();
    },
  };
}

function notLoaded(reason: unknown): SandboxError {
  const why = reason instanceof Error ? reason.message : String(reason);
  return new SandboxError(
    'boot-failed',
    `The sandbox could not be loaded: ${why}`,
    'Reload the page. If that does not help, see whether an extension of your browser blocks scripts or frames here.',
  );
}
