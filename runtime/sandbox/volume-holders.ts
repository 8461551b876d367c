import { volumeInUse } from './start-errors.ts';

/** Which instance has which volume. A volume outlives its instance, and belongs to one at a time. */
export class VolumeHolders {
  readonly #holders = new Map<string, string>();

  /**
   * Gives an instance the volume that it asks for, or the first of its service's own (`users-1`,
   * `users-2`, …) that none has: so that one that is started again finds the disk of the one before.
   * Throws a StartError with code `volume-in-use`.
   */
  take(instance: string, service: string, asked: string | undefined): string {
    const volume = asked ?? this.#firstFree(service);
    const holder = this.#holders.get(volume);
    if (holder !== undefined) throw volumeInUse(service, volume, holder);
    this.#holders.set(volume, instance);
    return volume;
  }

  /** The instance is gone; does nothing when it has no such volume. */
  release(instance: string, volume: string): void {
    if (this.#holders.get(volume) === instance) this.#holders.delete(volume);
  }

  #firstFree(service: string): string {
    for (let number = 1; ; number += 1) {
      const volume = `${service}-${number}`;
      if (!this.#holders.has(volume)) return volume;
    }
  }
}
