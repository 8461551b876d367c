import { inspect } from 'node-inspect-extracted';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const INDEX = '(index)';
const VALUES = 'Values';

/**
 * The rows and columns that console.table shows, as Node 20 arranges them; null when the data is
 * no table, and is printed as it is.
 */
export function tableOf(data: unknown, only?: readonly string[]): Table | null {
  if (data === null || typeof data !== 'object') return null;
  const { indexTitle, entries } = entriesOf(data);
  const columns: string[] = only === undefined ? [] : [...only];
  let anyPlain = false;
  for (const [, value] of entries) {
    if (!isRow(value)) anyPlain = true;
    else if (only === undefined) {
      for (const key of Object.keys(value)) if (!columns.includes(key)) columns.push(key);
    }
  }
  const rows = entries.map(([index, value]) => {
    const cells = columns.map((column) =>
      isRow(value) && Object.hasOwn(value, column) ? show(value[column as keyof object]) : '',
    );
    const plain = anyPlain ? [isRow(value) ? '' : show(value)] : [];
    return [index, ...cells, ...plain];
  });
  return { head: [indexTitle, ...columns, ...(anyPlain ? [VALUES] : [])], rows };
}

function entriesOf(data: object): { indexTitle: string; entries: [string, unknown][] } {
  if (data instanceof Map) {
    const entries = [...data].map(([key, value], i): [string, unknown] => [
      String(i),
      { Key: key, [VALUES]: value },
    ]);
    return { indexTitle: '(iteration index)', entries };
  }
  if (data instanceof Set) {
    const entries = [...data].map((value, i): [string, unknown] => [String(i), value]);
    return { indexTitle: '(iteration index)', entries };
  }
  return { indexTitle: INDEX, entries: Object.entries(data) };
}

function isRow(value: unknown): value is object {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

function show(value: unknown): string {
  const nested = value !== null && typeof value === 'object' && !Array.isArray(value);
  const depth = nested && Object.keys(value).length > 2 ? -1 : 0;
  return inspect(value, { depth, maxArrayLength: 3, breakLength: Number.POSITIVE_INFINITY });
}

/** Draws it with box characters, as Node does. */
export function renderTable({ head, rows }: Table): string {
  const widths = head.map((title, i) =>
    Math.max(...[title, ...rows.map((row) => row[i] ?? '')].map((cell) => widthOf(cell) + 2)),
  );
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const line = (cells: readonly string[]) =>
    `│${cells.map((cell, i) => pad(cell, widths[i] ?? 0)).join('│')}│`;
  return [
    rule('┌', '┬', '┐'),
    line(head),
    rule('├', '┼', '┤'),
    ...rows.map(line),
    rule('└', '┴', '┘'),
  ].join('\n');
}

function pad(cell: string, width: number): string {
  return ` ${cell}${' '.repeat(width - widthOf(cell) - 1)}`;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;

/** Columns that a text takes in a terminal: East Asian characters and emoji take two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}
