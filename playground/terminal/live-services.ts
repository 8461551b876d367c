import type { Files } from '../../runtime/compile/types.ts';
import type { DeclaredService } from '../../runtime/course/step.ts';
import type { LedgerEvent } from '../../runtime/network/index.ts';
import { type Instance, type Sandbox, StartError, stop } from '../../runtime/sandbox/index.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { sameSources, sourceFiles } from './workspace/step-files.ts';

const BOOT_LIMIT_MS = 15_000;
const START_LIMIT_MS = 10_000;

/** A step's services as they run while the learner works, on ports that `curl` can be pointed at. */
export class LiveServices {
  readonly #sandbox: Sandbox;
  readonly #services: readonly DeclaredService[];
  #instances: Instance[] = [];
  #running: Files = {};

  private constructor(sandbox: Sandbox, services: readonly DeclaredService[]) {
    this.#sandbox = sandbox;
    this.#services = services;
  }

  /** Makes the sandbox ready; starts nothing yet. */
  static async boot(
    workspaceDir: string,
    services: readonly DeclaredService[],
    signal: AbortSignal,
  ): Promise<LiveServices> {
    const sandbox = createNodeSandbox({ workspace: workspaceDir });
    await sandbox.boot({ signal, timeoutMs: BOOT_LIMIT_MS, onStage: () => undefined });
    return new LiveServices(sandbox, services);
  }

  /** Calls back for everything that happens, until the returned function is called. */
  listen(listener: (event: LedgerEvent) => void): () => void {
    return this.#sandbox.ledger.subscribe(listener);
  }

  /** Resolves when the sandbox has died under the services. */
  get lost() {
    return this.#sandbox.lost;
  }

  /**
   * Runs these files instead of the ones that ran before, and resolves when every service listens,
   * or with the reason why one does not. Services that run these files already are left alone.
   * Rejects when the signal aborts; no instance is left then.
   */
  async run(files: Files, signal: AbortSignal): Promise<StartError | null> {
    if (this.#instances.length === this.#services.length && sameSources(files, this.#running)) {
      return null;
    }
    await this.#stopAll();
    signal.throwIfAborted();
    await this.#sandbox.sync(sourceFiles(files));
    this.#running = files;
    try {
      for (const service of this.#services) await this.#start(service, signal);
      return null;
    } catch (error) {
      await this.#stopAll();
      signal.throwIfAborted();
      if (error instanceof StartError) return error;
      throw error;
    }
  }

  /** Ends every service and lets go of everything held. */
  async dispose(): Promise<void> {
    await this.#sandbox.dispose();
  }

  async #start({ name, entry, port }: DeclaredService, signal: AbortSignal): Promise<void> {
    const spec = { service: name, entry, port, env: {}, startTimeoutMs: START_LIMIT_MS };
    const instance = await this.#sandbox.start(spec, signal);
    this.#instances.push(instance);
    void instance.exited.then(() => {
      this.#instances = this.#instances.filter((one) => one !== instance);
    });
  }

  async #stopAll(): Promise<void> {
    await Promise.all(this.#instances.map((instance) => stop(instance, this.#sandbox.clock)));
    this.#instances = [];
  }
}
