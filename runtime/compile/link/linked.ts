import { columnBefore, type Moved } from './edits.ts';

/** A module as the text of one function expression, a `ModuleFunction` once it is evaluated. */
export interface Linked {
  readonly path: string;
  /**
   * The text. Each of the module's lines is at its own line number; one line is added at the end.
   * Columns move only behind the head on line 1, behind the name of something imported, behind
   * `export default` and, where contexts are followed, in and behind what awaits; where steps are
   * counted, in and behind loops and functions.
   */
  readonly code: string;
  /** The columns of line 1 that are the linker's own, before the module's first. */
  readonly headColumns: number;
  readonly moved: readonly Moved[];
  /** The global that counts its steps, a `StepCounter`; null when they are not counted. */
  readonly steps: string | null;
}

/** What of a linked module is needed to find the source's columns. */
export type LinkedColumns = Pick<Linked, 'headColumns' | 'moved'>;

/**
 * The column of the module's source for a place in its linked text, 1-based; null for what the
 * linker added around it.
 */
export function sourceColumn(of: LinkedColumns, line: number, column: number): number | null {
  if (line === 1 && column <= of.headColumns) return null;
  return columnBefore(of.moved, line, column);
}

/**
 * What an engine says of linked code, in the source's own names: `(0 , $$.greet) is not a function`
 * becomes `greet is not a function`.
 */
export function sourceNames(message: string): string {
  return message
    .replace(WEBKITS_ADDITION, '')
    .replace(/\(0 ?, ?\${2,}\.([\p{ID_Continue}$]+) *\)|\${2,}\.([\p{ID_Continue}$]+)/gu, '$1$2');
}

/** `greet is not a function. (In 'greet()', 'greet' is 1)`: the text of the call, as it was linked. */
const WEBKITS_ADDITION = /\. \(In '.*', '.*' is .*\)$/;
