/** A place in the learner's files, 1-based, as editors count. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The place as the text has it. */
  readonly text: string;
}

/** `hello/server.ts:5:11`, also as a URL, also without the column. */
const PLACE = /(?<![\w/.-])(?:file:\/\/\/)?((?:[\w@.-]+\/)*[\w@.-]+\.ts):(\d+)(?::(\d+))?/g;

/** A text in parts: the places in it that name a TypeScript file, and what stands between them. */
export function findPlaces(text: string): readonly (string | Place)[] {
  const parts: (string | Place)[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    const [whole, file = '', line, column = 1] = match;
    parts.push(text.slice(end, match.index));
    parts.push({ file, line: Number(line), column: Number(column), text: whole });
    end = match.index + whole.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== '');
}
