/** Input that Go's encoding/json refuses, in its words; etcd's gateway answers with them. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/** A byte as Go quotes it in these errors. */
export function quoteByte(byte: string): string {
  if (byte === "'") return `'\\''`;
  if (byte === '"') return `'"'`;
  const code = byte.charCodeAt(0);
  const named = NAMED[code];
  if (named !== undefined) return `'\\${named}'`;
  if (code < 0x20 || code === 0x7f) return `'\\x${code.toString(16).padStart(2, '0')}'`;
  if ((code > 0x7f && code < 0xa1) || code === 0xad) {
    return `'\\u${code.toString(16).padStart(4, '0')}'`;
  }
  return `'${byte}'`;
}

const NAMED: Readonly<Record<number, string>> = {
  7: 'a',
  8: 'b',
  9: 't',
  10: 'n',
  11: 'v',
  12: 'f',
  13: 'r',
  92: '\\',
};
