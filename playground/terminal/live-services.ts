import type { Files } from '../../runtime/compile/types.ts';
import type { LedgerEvent } from '../../runtime/network/index.ts';
import {
  type Command,
  type Ends,
  type InstanceView,
  type LinkFault,
  type LinkView,
  Play,
  type Played,
  type RegistryPlaces,
} from '../../runtime/play/index.ts';
import { type Sandbox, SandboxError, StartError } from '../../runtime/sandbox/index.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { sameSources, sourceFiles } from './workspace/step-files.ts';

const BOOT_LIMIT_MS = 15_000;

/** What a terminal plays: a step's services on the ports that they have here. */
export interface PlayedHere extends Played {
  readonly places: RegistryPlaces;
}

/** A step's services as they run while the learner works, on ports that `curl` can be pointed at. */
export class LiveServices {
  readonly #sandbox: Sandbox;
  readonly #play: Play;
  #running: Files = {};

  private constructor(sandbox: Sandbox, play: Play) {
    this.#sandbox = sandbox;
    this.#play = play;
    sandbox.ledger.subscribe((event) => play.note([event]));
  }

  /** Makes the sandbox ready; starts nothing yet. */
  static async boot(
    workspaceDir: string,
    played: PlayedHere,
    signal: AbortSignal,
  ): Promise<LiveServices> {
    const sandbox = createNodeSandbox({ workspace: workspaceDir });
    await sandbox.boot({ signal, timeoutMs: BOOT_LIMIT_MS, onStage: () => undefined });
    return new LiveServices(sandbox, new Play(sandbox, played, { registry: played.places }));
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
   * or with the reason why one does not: its own, or that the registry cannot be had. Services that
   * run these files already are left alone, and the registry lives on. Rejects when the signal
   * aborts; no service is left then.
   */
  async run(files: Files, signal: AbortSignal): Promise<StartError | SandboxError | null> {
    if (this.#play.services.areComplete && sameSources(files, this.#running)) return null;
    await this.#play.services.stop();
    signal.throwIfAborted();
    await this.#sandbox.sync(sourceFiles(files));
    this.#running = files;
    try {
      await this.#play.services.start({ signal });
      return null;
    } catch (error) {
      await this.#play.services.stop();
      signal.throwIfAborted();
      if (error instanceof StartError) return error;
      if (error instanceof SandboxError && error.code === 'not-available') return error;
      throw error;
    }
  }

  /** The services' instances and the registry's, those that died last among them. */
  get instances(): readonly InstanceView[] {
    return this.#play.view.instances;
  }

  /** See PlayedServices. */
  command(instance: string, command: Command): Promise<void> {
    return this.#play.services.command(instance, command);
  }

  /** The links between instances that are cut or slow. */
  get links(): readonly LinkView[] {
    return this.#play.view.links;
  }

  /** See Links. */
  breakLink(ends: Ends, fault: LinkFault): Promise<void> {
    return this.#play.links.break(ends, fault);
  }

  healLink(ends: Ends): Promise<void> {
    return this.#play.links.heal(ends);
  }

  /** Ends every service, the registry too, and lets go of everything held. */
  async dispose(): Promise<void> {
    await this.#sandbox.dispose();
  }
}
