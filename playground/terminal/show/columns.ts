import { stripVTControlCharacters } from 'node:util';

/** East Asian wide and full-width characters take two columns (Unicode Standard Annex 11). */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const NO_BREAK_SPACE = '\u00a0';
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns of a terminal a line takes; colours take none. */
export function columns(line: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(line)) {
    if (!ZERO.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/**
 * Breaks a text at spaces so that no line is wider than `width` columns; a single longer word
 * stands alone. Line breaks in the text stay. Lines after the first begin with `indent`. A no-break
 * space holds words together, and is a space in what is returned.
 */
export function wrap(text: string, width: number, indent = ''): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const [lead = ''] = /^ */.exec(paragraph) ?? [];
    const [first = '', ...words] = paragraph.slice(lead.length).split(' ');
    const lines = [lead + first];
    for (const word of words) {
      const longer = `${lines.at(-1)} ${word}`;
      if (columns(longer) > width) lines.push(indent + word);
      else lines[lines.length - 1] = longer;
    }
    return lines.map((line) => line.replaceAll(NO_BREAK_SPACE, ' '));
  });
}

/** A text that `wrap` leaves in one line, as what is copied from a terminal into its shell has to be. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', NO_BREAK_SPACE);
}
