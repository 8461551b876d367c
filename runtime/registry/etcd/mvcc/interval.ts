import type { ByteString } from '../bytes.ts';

/** Keys from `from` on and below `to`; null: without end. */
export interface Interval {
  readonly from: ByteString;
  readonly to: ByteString | null;
}

/**
 * The keys that a request names: one without a `range_end`, all from the key on where that is the
 * byte 0, else the half-open range.
 */
export function intervalOf(key: ByteString, rangeEnd: ByteString): Interval {
  if (rangeEnd === '') return { from: key, to: `${key}\0` };
  return { from: key, to: rangeEnd === '\0' ? null : rangeEnd };
}

export function contains({ from, to }: Interval, key: ByteString): boolean {
  return key >= from && (to === null || key < to);
}

/** The range of all keys that begin so; etcd's clients compute the same. */
export function prefixInterval(prefix: ByteString): Interval {
  for (let at = prefix.length - 1; at >= 0; at--) {
    const byte = prefix.charCodeAt(at);
    if (byte < 255) {
      return { from: prefix, to: prefix.slice(0, at) + String.fromCharCode(byte + 1) };
    }
  }
  return { from: prefix, to: null };
}
