import type { Module } from './module.ts';

/** The path under which a module's code is given to Node: `.ts` becomes `.js`. */
export function nodePath(path: string): string {
  return path.replace(/\.(m?)ts$/, '.$1js');
}

/**
 * A module's code for Node: what it imports from the workspace goes by its path there, which is as
 * long, so that no column moves; a last line tells Node's stack traces the source's own name.
 * `sourceUrl` is what they are to print: a file URL, or a path.
 */
export function nodeSource(module: Module, sourceUrl: string): string {
  if (module.kind === 'json') return module.code;
  let code = module.code;
  for (const { target, specifier, start, end } of module.imports) {
    if (target.kind !== 'module') continue;
    const literal = code.slice(start, end);
    // A specifier written with escapes is left as it is: Node will say that there is no such file.
    if (literal.slice(1, -1) !== specifier) continue;
    const quote = literal.charAt(0);
    code = code.slice(0, start) + quote + nodePath(specifier) + quote + code.slice(end);
  }
  return `${code}\n//# sourceURL=${sourceUrl}\n`;
}
