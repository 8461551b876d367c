import type { Part } from '../../../network/index.ts';

/** A piece of a connection between Node processes, with its bytes as they were on the wire. */
export type RawPart = Part & {
  /** Of a body part these end with its `bytes`; what frames them comes before. */
  readonly raw: Uint8Array;
  /** Whoever sent it, and waits for word that it has arrived; null where nobody does. */
  readonly flow: Flow | null;
};

/** One who sends, and may have only so many bytes under way. */
export interface Flow {
  arrived(bytes: number): void;
}

export const NO_BYTES = new Uint8Array(0);
