/**
 * A program's text with its Unicode escapes written out: `\u0024` in a name is a `$` like any other,
 * and would get past whoever looks for names in the text.
 */
export function withoutEscapes(code: string): string {
  return code.replace(ESCAPE, (written, four?: string, braced?: string) => {
    const point = Number.parseInt(four ?? braced ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : written;
  });
}

const ESCAPE = /\\u(?:([\da-fA-F]{4})|\{([\da-fA-F]+)\})/g;
