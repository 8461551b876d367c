/** Longer texts cost an engine's decoder less than they cost a loop. */
const MOST_BYTES = 512;

/** The text of a few bytes that are all ASCII; else null: those are for a decoder. */
export function asciiText(bytes: Uint8Array): string | null {
  if (bytes.length > MOST_BYTES) return null;
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) > 0x7f) return null;
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}
