/** A place in the learner's files, 1-based, as editors count. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const PLACE = /(?<![\w/.-])((?:[\w@.-]+\/)*[\w@.-]+\.ts):(\d+):(\d+)/g;

/** A text in parts: the places in it that name a TypeScript file, and what stands between them. */
export function findPlaces(text: string): readonly (string | Place)[] {
  const parts: (string | Place)[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const [whole, file, line, column] = match as unknown as [string, string, string, string];
    parts.push(text.slice(end, match.index));
    parts.push({ file, line: Number(line), column: Number(column) });
    end = match.index + whole.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== '');
}
