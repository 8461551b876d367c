/** Plain data as JSON has it. Whole numbers beyond 2^53 are bigints, as Go's uint64 needs them. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [member: string]: Json | undefined };

/** What Go calls the kind of a JSON value in its decoding errors. */
export function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'number';
  return typeof value;
}

/**
 * Writes JSON as Go's encoder does: compact, or indented by four spaces; `<`, `>`, `&` and the two
 * line separators escaped; members that are undefined left out.
 */
export function writeJson(value: Json, pretty = false): string {
  const text = write(value, pretty ? '\n' : '');
  return pretty ? `${text}\n` : text;
}

const INDENT = '    ';

function write(value: Json | undefined, newline: string): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return writeText(value);
  if (typeof value !== 'object') return String(value);
  const inner = newline === '' ? '' : newline + INDENT;
  if (Array.isArray(value)) {
    return enclose(
      '[',
      ']',
      value.map((item) => write(item, inner)),
      newline,
    );
  }
  const colon = newline === '' ? ':' : ': ';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => writeText(name) + colon + write(member, inner));
  return enclose('{', '}', members, newline);
}

function enclose(open: string, close: string, parts: readonly string[], newline: string): string {
  if (parts.length === 0) return open + close;
  if (newline === '') return open + parts.join(',') + close;
  const inner = newline + INDENT;
  return open + inner + parts.join(`,${inner}`) + newline + close;
}

function writeText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
