import { SourceMap } from 'node:module';

const MAP = '//# sourceMappingURL=data:application/json;base64,';

/**
 * The stack with places in our own sources, where it names places in one of the texts: each by the
 * name under which it is evaluated.
 */
export function readableStack(stack: string, texts: ReadonlyMap<string, string>): string {
  return [...texts].reduce((readable, [name, text]) => {
    if (!readable.includes(`${name}:`)) return readable;
    const at = text.lastIndexOf(MAP);
    const json = Buffer.from(text.slice(at + MAP.length), 'base64').toString();
    const map = new SourceMap(JSON.parse(json));
    const places = new RegExp(`${name}:(\\d+):(\\d+)`, 'g');
    return readable.replace(places, (place, line, column) => {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return place;
      return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
  }, stack);
}
