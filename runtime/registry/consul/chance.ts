import type { Random } from '../environment.ts';

/** What the registry leaves to chance. */
export class Chance {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A number from 0 up to and not including `limit`. */
  below(limit: number): number {
    return (this.#random.integer(2 ** 32) / 2 ** 32) * limit;
  }

  /** A random UUID (RFC 9562, version 4). */
  uuid(): string {
    const bytes = Array.from({ length: 16 }, () => this.#random.integer(256));
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
}
