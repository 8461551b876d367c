import type { Plugin } from 'vite';

/** What the editor's compiler options name (see editor/typescript.ts), and what Node's types add. */
const ROOTS = ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'];

/**
 * Vite plugin: keeps, of the standard libraries that Monaco's TypeScript carries, those that a
 * service can use. The browser's alone are two thirds of the whole, and a service has no document.
 */
export function typescriptLibs(): Plugin {
  return {
    name: 'brownout:typescript-libs',
    async load(id) {
      const [file = ''] = id.split('?');
      if (!file.endsWith('/languages/features/typescript/lib/lib.js')) return null;
      const { libFileMap } = (await import(file)) as { libFileMap: Record<string, string> };
      return `export const libFileMap = ${JSON.stringify(keepLibs(libFileMap, ROOTS))};`;
    },
  };
}

/** The named libraries and all that they refer to. */
export function keepLibs(
  all: Readonly<Record<string, string>>,
  roots: readonly string[],
): Record<string, string> {
  const kept: Record<string, string> = {};
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name in kept) continue;
    const text = all[name];
    if (text === undefined) throw new Error(`Monaco's TypeScript has no library ${name}.`);
    kept[name] = text;
    for (const [, lib] of text.matchAll(/^\/\/\/ <reference lib="([^"]+)" \/>/gm)) {
      waiting.push(`lib.${lib}.d.ts`);
    }
  }
  return kept;
}
