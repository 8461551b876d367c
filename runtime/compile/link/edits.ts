/** Pieces of text put in the place of others, within their lines; and what that moved. */
export class Edits {
  readonly #edits: Edit[] = [];

  /** Neither the text nor what it replaces may contain a line end; edits may not overlap. */
  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text, isLast: false });
  }

  /** Of several insertions at one place, the first stays first. */
  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  /** Behind all insertions at that place, also those that come later. */
  insertLast(at: number, text: string): void {
    this.#edits.push({ start: at, end: at, text, isLast: true });
  }

  /** Puts text before all else, whatever has been inserted there. */
  prepend(text: string): void {
    this.#edits.unshift({ start: 0, end: 0, text, isLast: false });
  }

  apply(source: string): { text: string; moved: Moved[] } {
    const edits = this.#edits.toSorted(
      (a, b) => a.start - b.start || a.end - b.end || Number(a.isLast) - Number(b.isLast),
    );
    const moved: Moved[] = [];
    let text = '';
    let done = 0;
    const place = { line: 1, column: 1, sourceColumn: 1 };
    for (const { start, end, text: inserted } of edits) {
      const kept = source.slice(done, start);
      advance(place, kept);
      const { line, column, sourceColumn } = place;
      place.column += inserted.length;
      place.sourceColumn += end - start;
      moved.push({
        line,
        start: column,
        end: place.column,
        sourceStart: sourceColumn,
        sourceEnd: place.sourceColumn,
      });
      text += kept + inserted;
      done = end;
    }
    return { text: text + source.slice(done), moved };
  }
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isLast: boolean;
}

/**
 * One edit: columns `start` to `end` of the new line stand for `sourceStart` to `sourceEnd` of the
 * old one, and what follows on that line has moved by as much. Lines never move. All 1-based.
 */
export interface Moved {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly sourceStart: number;
  readonly sourceEnd: number;
}

/**
 * The column that a column of the edited text had before; within an edit, and just behind it, where
 * that began: V8 places the call `(0,$$.greet)(name)` at its bracket, `greet(name)` at its name.
 */
export function columnBefore(moved: readonly Moved[], line: number, column: number): number {
  const edit = moved.findLast((each) => each.line === line && each.start <= column);
  if (edit === undefined) return column;
  return column <= edit.end ? edit.sourceStart : column - edit.end + edit.sourceEnd;
}

function advance(place: { line: number; column: number; sourceColumn: number }, text: string) {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const last = (lines.at(-1) as string).length;
  if (lines.length === 1) {
    place.column += last;
    place.sourceColumn += last;
  } else {
    place.line += lines.length - 1;
    place.column = last + 1;
    place.sourceColumn = last + 1;
  }
}
