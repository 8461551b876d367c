import { ANONYMOUS_DEFAULT, type Module } from '../module.ts';
import { Blanks } from '../syntax/blanks.ts';
import { parseJavaScript } from '../syntax/parse.ts';
import { type FollowNames, followAsyncContext } from './async-context.ts';
import { Edits } from './edits.ts';
import { withoutEscapes } from './escapes.ts';
import type { Linked } from './linked.ts';
import { type LinkNames, References } from './references.ts';
import { countSteps, type StepNames } from './steps.ts';
import { unwrapModuleSyntax } from './unwrap.ts';

export interface LinkOptions {
  /** Rewrites awaits so that AsyncLocalStorage works: see `usesAsyncContext`. */
  readonly asyncContext: boolean;
  /** Counts the steps of loops and calls: see steps.ts. Left out, it does not. */
  readonly metered?: boolean;
}

/** By module, then by the options. */
const linked = new WeakMap<Module, Map<string, Linked>>();

/**
 * Links a module as a function, for where neither Node nor `import` nor `eval` is at hand: names
 * that it imports are read through an object each time (so they are live), what it exports is
 * handed out as getters. The same module object is linked once for each choice of options.
 */
export function link(module: Module, options: LinkOptions = { asyncContext: false }): Linked {
  const cache = linked.get(module) ?? new Map<string, Linked>();
  linked.set(module, cache);
  const key = `${options.asyncContext} ${options.metered === true}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const result = module.kind === 'json' ? linkJson(module) : linkScript(module, options);
  cache.set(key, result);
  return result;
}

function linkJson({ path, code }: Module): Linked {
  // JSON.parse and not the text itself: there, "__proto__" is a key like any other.
  const value = `JSON.parse(${JSON.stringify(code)})`;
  const text = `(function*(){"use strict";let value;yield[()=>value];value=${value};\n})`;
  return { path, code: text, headColumns: text.length, moved: [], steps: null };
}

function linkScript(module: Module, { asyncContext, metered = false }: LinkOptions): Linked {
  const { path, code } = module;
  const names = namesFor(code);
  const program = parseJavaScript(path, code);
  const edits = new Edits();
  const blanks = new Blanks(code);
  const imported = importedNames(module);

  // A #! line stays a comment behind the head.
  if (code.startsWith('#!')) for (const at of [0, 1]) blanks.put(at, '/');
  if (asyncContext) followAsyncContext(program, edits, names);
  if (metered) countSteps(program, code, { edits, names, asyncContext, imported });
  unwrapModuleSyntax(program, code, { blanks, edits, names });
  const references = new References(imported, names, { edits, blanks });
  references.visitModule(program);

  const getters = module.exports.flatMap((item) => {
    if (item.kind !== 'local') return [];
    return `()=>${item.local === ANONYMOUS_DEFAULT ? names.anonymousDefault : item.local}`;
  });
  const parameters = [names.bindings, names.load, names.meta];
  if (asyncContext) parameters.push(names.follow);
  const over = `const ${names.over}=line=>${names.steps}.over(line,${JSON.stringify(path)});`;
  const begin = `(${parameters}){"use strict";${metered ? over : ''}`;
  const [head, tail] = around(begin, getters, references.awaitsAtTopLevel);
  edits.prepend(head);
  const { text, moved } = edits.apply(blanks.toString());
  const steps = metered ? names.steps : null;
  return { path, code: `${text}${tail}`, headColumns: head.length, moved, steps };
}

/**
 * What comes before and after a module's own text. A generator, for its exports are named before it
 * runs; what exports nothing needs none, and most entry modules are such: engines keep what a
 * generator leads to longer, and a simulated process is to leave nothing behind.
 */
function around(begin: string, getters: readonly string[], awaits: boolean): [string, string] {
  if (getters.length === 0 && !awaits) return [`(function${begin}return()=>{`, '\n}})'];
  return [`(${awaits ? 'async ' : ''}function*${begin}yield[${getters}];`, '\n})'];
}

function importedNames(module: Module): Set<string> {
  const names = module.imports.flatMap((site) => site.names.map(({ local }) => local));
  return new Set(names.filter((name) => name !== null));
}

/** Names for the linker's own use, none of which the module uses. */
function namesFor(code: string): LinkNames & FollowNames & StepNames {
  let prefix = '$$';
  const spelled = withoutEscapes(code);
  while (spelled.includes(prefix)) prefix += '$';
  return {
    bindings: prefix,
    // As long as `import`, so that with the usual prefix no column moves.
    load: `${prefix}load`,
    meta: `${prefix}meta`,
    anonymousDefault: `${prefix}default`,
    follow: `${prefix}follow`,
    here: `${prefix}here`,
    steps: `${prefix}steps`,
    over: `${prefix}over`,
  };
}
