import type { DeclaredService } from '../course/step.ts';
import {
  type Instance,
  type Registry,
  type RegistryPart,
  type Sandbox,
  StartError,
  stop,
} from '../sandbox/index.ts';
import { type Command, SIGNAL_OF } from './commands.ts';
import { type PlannedInstance, plannedInstances } from './plan.ts';
import { PlayedRegistry, type RegistryPlaces } from './registry.ts';

/** What is to be played: a step, or its services on other ports. */
export interface Played {
  readonly registry: readonly RegistryPart[];
  readonly services: readonly DeclaredService[];
}

export interface PlayOptions {
  readonly registry?: RegistryPlaces;
  /** Called when an instance of a service has exited, for whatever reason. */
  readonly onExited?: () => void;
}

/** How a start is watched. */
export interface StartWatch {
  /** Its abort ends the start. */
  readonly signal: AbortSignal;
  /** Called with what is waited for: "users to listen on 8081". */
  readonly onWaiting?: (what: string) => void;
}

/** Whether a start or a restart was given up, since a newer start or a stop has taken its place. */
export function isGivenUp(error: unknown): boolean {
  if (error instanceof StartError) return error.code === 'aborted';
  return error instanceof DOMException && error.name === 'AbortError';
}

/**
 * A step's services in a sandbox that has booted, with the registry that they use. The registry
 * lives on while services are stopped and started, and so does what it knows.
 */
export class PlayedServices {
  readonly #sandbox: Sandbox;
  readonly #played: Played;
  readonly #registry: PlayedRegistry;
  readonly #onExited: () => void;
  #instances: readonly Instance[] = [];
  /** By instance, what it was started by: also of those that have exited. */
  readonly #plans = new Map<string, PlannedInstance>();
  readonly #restarts = new Set<Promise<void>>();
  /** Aborts with the next stop, and with it what is being restarted. */
  #stopping = new AbortController();

  constructor(sandbox: Sandbox, played: Played, options: PlayOptions = {}) {
    this.#sandbox = sandbox;
    this.#played = played;
    this.#registry = new PlayedRegistry(sandbox, played.registry, options.registry ?? {});
    this.#onExited = options.onExited ?? (() => undefined);
  }

  /** The instances of services that have not exited, in the order in which they were started. */
  get instances(): readonly Instance[] {
    return this.#instances;
  }

  /** See PlayedRegistry. */
  get registry(): Registry | null {
    return this.#registry.current;
  }

  /** Whether all that is to run runs. */
  get areComplete(): boolean {
    return this.#instances.length === this.#planned.length && this.#registry.isComplete;
  }

  /**
   * Starts the registry, unless it runs, and then each instance in its turn, with the files as they
   * were last synced. Those of before must have been stopped. Rejects with the StartError of the
   * first that does not listen, or as `PlayedRegistry.start` does; what had started by then runs on.
   */
  async start(watch: StartWatch): Promise<void> {
    await this.#registry.start(watch);
    for (const planned of this.#planned) {
      watch.onWaiting?.(`${planned.service} to listen on ${planned.port}`);
      await this.#start(planned, watch.signal);
    }
  }

  /**
   * Does to one instance what was asked for; to the registry too. Resolves when the signal has been
   * delivered, when what is killed has exited, or when what is started again listens. Rejects as
   * `start` does, and with what `isGivenUp` knows when a stop overtakes it. Does nothing to one that
   * is not there any more.
   */
  async command(id: string, command: Command): Promise<void> {
    if (command === 'restart') return this.#restart(id);
    const instance = this.#find(id);
    await instance?.signal(SIGNAL_OF[command]);
    if (command === 'kill') await instance?.exited;
  }

  /** Asks every service to leave, and kills those that stay. The registry runs on. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    await Promise.allSettled(this.#restarts);
    await Promise.all(this.#instances.map((instance) => stop(instance, this.#sandbox.clock)));
  }

  /** Ends the services, then the registry: the next start has an empty one. */
  async stopAll(): Promise<void> {
    await this.stop();
    await this.#registry.stop();
  }

  get #planned(): readonly PlannedInstance[] {
    return plannedInstances(this.#played.services, this.registry);
  }

  #find(id: string): Instance | undefined {
    const registry = this.#registry.instance;
    return registry?.id === id ? registry : this.#instances.find((one) => one.id === id);
  }

  async #restart(id: string): Promise<void> {
    const restarting = this.#startAgain(id, this.#stopping.signal);
    this.#restarts.add(restarting);
    try {
      await restarting;
    } finally {
      this.#restarts.delete(restarting);
    }
  }

  /** With the files as they were last synced, on its own port and disk. */
  async #startAgain(id: string, signal: AbortSignal): Promise<void> {
    await this.command(id, 'kill');
    signal.throwIfAborted();
    const planned = this.#plans.get(id);
    if (planned === undefined) await this.#registry.start({ signal });
    else await this.#start(planned, signal);
  }

  async #start(planned: PlannedInstance, signal: AbortSignal): Promise<void> {
    const instance = await this.#sandbox.start(planned, signal);
    this.#plans.set(instance.id, planned);
    this.#instances = [...this.#instances, instance];
    void instance.exited.then(() => {
      this.#instances = this.#instances.filter((one) => one !== instance);
      this.#onExited();
    });
  }
}
