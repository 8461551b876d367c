/**
 * Few bytes as text, a character for each: from thread to thread an engine copies that in a fraction
 * of the time that an array and its buffer take.
 */

/** From this size on the array is the cheaper one. */
const SHORT_BYTES = 1024;

/** Taken now: programs have constructors that count in its place. */
const NativeUint8Array = Uint8Array;
const { fromCharCode } = String;

export function isShort(bytes: Uint8Array): boolean {
  return bytes.length < SHORT_BYTES;
}

export function byteText(bytes: Uint8Array): string {
  return fromCharCode.apply(null, bytes as unknown as number[]);
}

/** Of each character only the low byte counts. */
export function textBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new NativeUint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
