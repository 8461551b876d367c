import type { Diagnostic, DiagnosticCode } from '../types.ts';

/** A place in a text: both 1-based, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something wrong at an offset of a file, before it is known which file that is. */
export interface Problem {
  readonly at: number;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

export function positionAt(source: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (const match of source.matchAll(LINE_END)) {
    const next = match.index + match[0].length;
    if (next > offset) break;
    line += 1;
    lineStart = next;
  }
  return { line, column: offset - lineStart + 1 };
}

/** The problem with its place and its source line. */
export function diagnose(file: string, source: string, problem: Problem): Diagnostic {
  const { at, code, message, hint } = problem;
  const { line, column } = positionAt(source, at);
  const text = source.split(LINE_END)[line - 1] ?? '';
  return { file, line, column, code, message, hint, source: text };
}
