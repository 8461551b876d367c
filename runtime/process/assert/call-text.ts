/** Lines of a source that a call may go over. */
const MAX_LINES = 50;

const CALLEE = /[\w$.?!\s]/;
const QUOTES = new Set(['"', "'", '`']);

export interface Place {
  readonly url: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** The innermost frame of a stack in Node's form. */
export function firstFrame(stack: string): Place | null {
  const frame = /(file:\/\/[^\s()]*):(\d+):(\d+)/.exec(stack);
  if (frame === null) return null;
  return { url: frame[1] as string, line: Number(frame[2]), column: Number(frame[3]) };
}

/**
 * The text of the call at a place in a source, `assert.ok(a === b)`, without the indentation of its
 * further lines. Null when there is none.
 */
export function callText(
  place: Place,
  sourceLine: (url: string, line: number) => string | null,
): string | null {
  const lines: string[] = [];
  for (let count = 0; count < MAX_LINES; count += 1) {
    const line = sourceLine(place.url, place.line + count);
    if (line === null) break;
    lines.push(line);
    const start = calleeStart(lines[0] as string, place.column - 1);
    const text = lines.join('\n');
    const end = callEnd(text, start);
    if (end !== null) return unindented(text.slice(start, end), start);
  }
  return null;
}

/** The engine may name the place of `ok` in `assert.ok(…)`. */
function calleeStart(line: string, at: number): number {
  let start = at;
  while (start > 0 && /[\w$.]/.test(line[start - 1] as string)) start -= 1;
  return start;
}

/** Where the bracket closes that the call opens; null when it does not within the text. */
function callEnd(text: string, start: number): number | null {
  let at = start;
  while (at < text.length && CALLEE.test(text[at] as string)) at += 1;
  if (text[at] !== '(') return null;
  let depth = 0;
  for (; at < text.length; at += 1) {
    const character = text[at] as string;
    if (QUOTES.has(character)) at = stringEnd(text, at);
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== text[start]) at += text[at] === '\\' ? 2 : 1;
  return at;
}

function unindented(text: string, column: number): string {
  const indent = new RegExp(`^[ \\t]{0,${column}}`);
  const [first, ...others] = text.split('\n');
  return [first, ...others.map((line) => `  ${line.replace(indent, '')}`)].join('\n');
}
