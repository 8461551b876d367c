import {
  type Instance,
  NOTHING_OUTSIDE,
  outsideOf,
  type Registry,
  type RegistryOptions,
  type RegistryPart,
  reachOutside,
  type Sandbox,
  startRegistry,
  stop,
} from '../sandbox/index.ts';
import type { StartWatch } from './services.ts';

/** Where a registry is to be, and which servers stand in for it. */
export type RegistryPlaces = Pick<RegistryOptions, 'consulPort' | 'etcdPort' | 'outside'>;

/**
 * The registry of a step that is played. It is started once, with a disk, and lives on while services
 * come and go; when it has died, it is started again on its ports and its disk, as a real one would.
 */
export class PlayedRegistry {
  readonly #sandbox: Sandbox;
  readonly #parts: readonly RegistryPart[];
  readonly #places: RegistryPlaces;
  #current: Registry | null = null;
  #instance: Instance | null = null;
  /** How often it was started empty: each time it has another disk. */
  #disks = 0;

  constructor(sandbox: Sandbox, parts: readonly RegistryPart[], places: RegistryPlaces) {
    this.#sandbox = sandbox;
    this.#parts = parts;
    this.#places = places;
  }

  /** What services find it by; null before it was started, and for a step that has none. */
  get current(): Registry | null {
    return this.#current;
  }

  /** Ours, while it lives. */
  get instance(): Instance | null {
    return this.#instance;
  }

  /** Whether there is nothing to start: it runs, or servers outside stand in, or there is none. */
  get isComplete(): boolean {
    if (this.#parts.length === 0) return true;
    return this.#current !== null && (this.#current.own === null || this.#instance !== null);
  }

  /**
   * Starts it unless it runs. Rejects with a StartError; with a SandboxError `not-available` when a
   * server that is to stand in for it cannot be reached, now or any more.
   */
  async start({ signal, onWaiting = () => undefined }: StartWatch): Promise<void> {
    if (this.#parts.length === 0) return;
    const { outside = NOTHING_OUTSIDE } = this.#places;
    onWaiting('the registry');
    if (this.#current === null) await this.#startEmpty(signal);
    else {
      await reachOutside(outsideOf(this.#parts, outside), signal);
      const { own } = this.#current;
      if (own !== null && this.#instance === null) {
        this.#hold(await this.#sandbox.start(own.spec, signal));
      }
    }
  }

  /** Ends it; the next start has an empty one. */
  async stop(): Promise<void> {
    this.#current = null;
    if (this.#instance !== null) await stop(this.#instance, this.#sandbox.clock);
  }

  async #startEmpty(signal: AbortSignal): Promise<void> {
    this.#disks += 1;
    this.#current = await startRegistry(
      this.#sandbox,
      {
        ...this.#places,
        parts: this.#parts,
        isDurable: true,
        volume: `registry-${this.#disks}`,
      },
      signal,
    );
    if (this.#current.own !== null) this.#hold(this.#current.own.instance);
  }

  #hold(instance: Instance): void {
    this.#instance = instance;
    void instance.exited.then(() => {
      if (this.#instance === instance) this.#instance = null;
    });
  }
}
