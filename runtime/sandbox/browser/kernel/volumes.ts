import { freshVolume } from '../../../process/fs/fresh-volume.ts';
import type { VolumeOperation } from '../../../process/fs/operation.ts';
import { VOLUME_LIMIT_BYTES, Volume } from '../../../process/fs/volume.ts';
import { ProtocolViolation } from './violation.ts';

/** The durable disks of the sandbox, by name. They live as long as the frame does. */
export class Volumes {
  readonly #volumes = new Map<string, Volume>();

  /** The volume of this name, made when it is first asked for. */
  open(name: string): Volume {
    const volume = this.#volumes.get(name) ?? new Volume(freshVolume(Date.now()));
    this.#volumes.set(name, volume);
    return volume;
  }
}

/** Applies what a process has done. Throws a ProtocolViolation when it cannot have. */
export function applyTo(volume: Volume, operation: VolumeOperation): void {
  try {
    volume.apply(operation);
  } catch (error) {
    throw new ProtocolViolation(`no such file operation is possible: ${(error as Error).message}`);
  }
  if (volume.usedBytes > VOLUME_LIMIT_BYTES) {
    throw new ProtocolViolation('its volume has more bytes than there is room for');
  }
}
