import { type LinkedColumns, sourceColumn, sourceNames } from '../compile/link/linked.ts';
import { moduleUrl } from '../process/index.ts';

/** Where a module's text was loaded from, and how its columns came to differ from the source's. */
export interface LoadedModule extends LinkedColumns {
  readonly path: string;
  /** Columns of line 1 before the linked text begins. */
  readonly prefixColumns: number;
}

/** Where an engine means the same place as Node by another column. Lines and columns are 1-based. */
export type AsNodesColumn = (url: string, line: number, column: number) => number;

const FRAME = /^(.*)@((?:blob:|file:|https?:|\[native code\]).*)$/;
/** Lines of that form, one after another, in a text that may say anything. */
const FRAMES =
  /^\S*@(?:(?:blob:|https?:)\S+:\d+|\[native code\])(?:\n\S*@(?:(?:blob:|https?:)\S+:\d+|\[native code\]))*$/gm;

type Frame =
  | { readonly kind: 'learner'; readonly text: string }
  /** `at Array.map (<anonymous>)`: says something only between two of the learner's own. */
  | { readonly kind: 'engine'; readonly text: string }
  | { readonly kind: 'runtime' }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Reads the stacks of V8 (`    at greet (url:3:9)`), Firefox and WebKit (`greet@url:3:9`), and
 * writes them as Node does. What is in that form already stays as it is.
 */
export class StackMap {
  readonly #asNodesColumn: AsNodesColumn;
  readonly #modules = new Map<string, LoadedModule>();
  /** What places in the learner's files are mapped to. */
  readonly #mapped = new Set<string>();

  constructor(asNodesColumn: AsNodesColumn = (_url, _line, column) => column) {
    this.#asNodesColumn = asNodesColumn;
  }

  add(url: string, module: LoadedModule): void {
    this.#modules.set(url, module);
    this.#mapped.add(moduleUrl(module.path));
  }

  map(stack: string): string {
    const lines: string[] = [];
    let between: string[] = [];
    for (const line of stack.split('\n')) {
      const frame = this.#read(line);
      if (frame.kind === 'engine') {
        between.push(frame.text);
        continue;
      }
      if (frame.kind === 'learner') lines.push(...between);
      between = [];
      if (frame.kind !== 'runtime') lines.push(frame.text);
    }
    return lines.join('\n');
  }

  /** A text in which stacks of Firefox's and WebKit's form may stand: those of the program are mapped. */
  mapWithin(text: string): string {
    if (!text.includes('@blob:')) return text;
    return text.replace(FRAMES, (stack) => {
      const isOurs = stack.split('\n').some((line) => this.#read(line).kind === 'learner');
      return isOurs ? this.map(stack) : stack;
    });
  }

  #read(line: string): Frame {
    const v8 = /^ {4}at (?:(.*) \((.*)\)|(.*))$/.exec(line);
    if (v8 !== null) return this.#frame(v8[1] ?? '', v8[2] ?? v8[3] ?? '', line);
    const other = FRAME.exec(line);
    if (other === null) return { kind: 'text', text: sourceNames(line) };
    const name = (other[1] ?? '').replace(/^async\*/, 'async ').replace(/[/<]+$/, '');
    return this.#frame(name, other[2] ?? '', `    at ${name} (<anonymous>)`);
  }

  #frame(name: string, place: string, asEngine: string): Frame {
    const [, url = '', line = '', column = ''] = /^(.*?):(\d+)(?::(\d+))?$/.exec(place) ?? [];
    const async = name === '' && place.startsWith('async ') ? 'async ' : '';
    const script = url.slice(async.length);
    const module = this.#modules.get(script);
    if (module !== undefined) {
      const file = moduleUrl(module.path);
      const inSource = columnOf(module, Number(line), Number(column));
      const at = `${file}:${line}:${this.#asNodesColumn(file, Number(line), inSource)}`;
      const named = isName(name) ? `${name} (${at})` : async + at;
      return { kind: 'learner', text: `    at ${named}` };
    }
    if (this.#mapped.has(script)) return { kind: 'learner', text: asEngine };
    // WebKit's own functions without a name: no part of what the program called.
    if (place === '[native code]' && name === '') return { kind: 'runtime' };
    return url === '' ? { kind: 'engine', text: asEngine } : { kind: 'runtime' };
  }
}

/** Engines have names of their own for a function that has none. */
function isName(name: string): boolean {
  return !['', '<anonymous>', 'anonymous', 'async <anonymous>'].includes(name);
}

function columnOf(module: LoadedModule, line: number, column: number): number {
  const inLinked = line === 1 ? column - module.prefixColumns : column;
  // What the linker added itself throws nothing; should it all the same, the line is right.
  return sourceColumn(module, line, inLinked) ?? 1;
}
