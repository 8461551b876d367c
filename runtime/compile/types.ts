/** Source files by path: relative to the workspace root, `/` between parts, no leading slash. */
export type Files = Readonly<Record<string, string>>;

/** Something wrong in a source file, told so that the learner can mend it. */
export interface Diagnostic {
  readonly file: string;
  /** 1-based, as editors count. */
  readonly line: number;
  /** 1-based, in UTF-16 units, as editors count. */
  readonly column: number;
  readonly code: DiagnosticCode;
  /** What is wrong, subject first, without file or line. */
  readonly message: string;
  /** What to do about it; empty when the message already says so. */
  readonly hint: string;
  /** The source line itself. */
  readonly source: string;
}

export type DiagnosticCode =
  | 'syntax'
  | 'not-erasable'
  | 'unknown-import'
  | 'unknown-export'
  | 'unavailable-module'
  | 'unavailable-member'
  | 'unavailable-global';

/** One line for a terminal or a panel: `hello/server.ts:3:7 …`, then the hint. */
export function formatDiagnostic(d: Diagnostic): string {
  const where = `${d.file}:${d.line}:${d.column}`;
  const lines = [`${where} ${d.message}`];
  if (d.source.trim() !== '') {
    lines.push(`  ${d.line} | ${d.source}`);
    lines.push(`  ${' '.repeat(String(d.line).length)} | ${' '.repeat(d.column - 1)}^`);
  }
  if (d.hint !== '') lines.push(d.hint);
  return lines.join('\n');
}
