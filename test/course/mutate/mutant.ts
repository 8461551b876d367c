/** A solution with one change in it. */
export interface Mutant {
  readonly file: string;
  /** 1-based: where the change begins. */
  readonly line: number;
  /** Where it ends. */
  readonly lastLine: number;
  /** That line as it was, without the space around it. */
  readonly lineText: string;
  /** The change on one line, cut where it is long: `=== → !==`, `await sleep(5) → sleep(5)`. */
  readonly change: string;
  /** The whole file, changed. */
  readonly text: string;
}

/** One piece of a file in place of another. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

const LONGEST = 60;

/** A file with each change made in it by itself; those that come to the same text are one. */
export function mutantsFrom(
  file: string,
  source: string,
  changes: readonly Change[],
): readonly Mutant[] {
  const mutants = new Map<string, Mutant>();
  const inOrder = changes.toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const { start, end, to } of inOrder) {
    const text = source.slice(0, start) + to + source.slice(end);
    if (text === source || mutants.has(text)) continue;
    const line = lineAt(source, start);
    const lineText = (source.split('\n')[line - 1] ?? '').trim();
    const after = to === '' || to === ';' ? 'nothing' : onOneLine(to);
    const change = `${onOneLine(source.slice(start, end))} → ${after}`;
    mutants.set(text, { file, line, lastLine: lineAt(source, end), lineText, change, text });
  }
  return [...mutants.values()];
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

function onOneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
