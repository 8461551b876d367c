import type { Files, ModuleGraph } from '../../compile/index.ts';
import type { BootOptions, SandboxInfo } from '../sandbox.ts';
import type { Child, ChildOptions } from './child.ts';
import type { RunFolders } from './run-folders.ts';

/** What a sandbox of Node processes needs of the place that it is in: this machine, or a WebContainer. */
export interface Surroundings {
  readonly info: SandboxInfo;
  /** Rejects with a SandboxError, and then leaves nothing behind; `disposing` ends it as well. */
  boot(options: BootOptions, disposing: AbortSignal): Promise<Machine>;
  /** Rejects with an error when there can be no more process. */
  spawn(options: ChildOptions): Promise<Child>;
  registry(): Promise<ModuleGraph>;
  /** The files of the packages that a service imports, by path. Rejects with a SandboxError. */
  packages(service: string, specifiers: readonly string[]): Promise<Files>;
}

/** What a sandbox has from boot to disposal. */
export interface Machine {
  readonly folders: RunFolders;
  readonly guardian: Watchman;
}

/** Who ends the processes when the sandbox dies without having done so. */
export interface Watchman {
  watch(pid: number): void;
  /** To be called as soon as the process is gone: its number may be given to another. */
  forget(pid: number): void;
  release(): void;
}
