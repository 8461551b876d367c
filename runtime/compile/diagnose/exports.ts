import { type Import, type ImportedName, type Module, NAMESPACE } from '../module.ts';
import type { Problem } from './diagnose.ts';
import { closest, didYouMean } from './spelling.ts';

/** A module together with what it exports to the type checker alone. */
export interface Exporter {
  readonly module: Module;
  readonly exportedTypes: ReadonlySet<string>;
}

/** The workspace's modules that compile, by path. */
export type Exporters = ReadonlyMap<string, Exporter>;

/** Names that a module imports from others of the workspace, which do not export them. */
export function missingExports(module: Module, exporters: Exporters): Problem[] {
  return module.imports.flatMap((site) =>
    site.names.flatMap((name) => missingExport(site, name, exporters) ?? []),
  );
}

function missingExport(
  site: Import,
  { imported, local, at }: ImportedName,
  exporters: Exporters,
): Problem | null {
  if (site.target.kind !== 'module' || imported === NAMESPACE) return null;
  const offers = offersOf(site.target.path, exporters);
  if (offers.values.has(imported) || !offers.complete) return null;
  const { specifier } = site;
  const problem = { at, code: 'unknown-export' } as const;
  if (offers.types.has(imported)) {
    const verb = local === null ? 'export' : 'import';
    const message = `'${imported}' of '${specifier}' is a type: nothing is left of it when the program runs.`;
    return { ...problem, message, hint: `Write \`${verb} type { ${imported} }\`.` };
  }
  const names = [...offers.values].filter((name) => name !== 'default');
  if (imported === 'default') {
    const hint =
      names.length === 0 ? '' : `Name what you want: import { ${names[0]} } from '${specifier}';`;
    return { ...problem, message: `'${specifier}' has no default export.`, hint };
  }
  const unnamed = offers.values.has('default')
    ? `It has a default export alone: import ${imported} from '${specifier}';`
    : 'It exports nothing.';
  const all = names.length === 0 ? unnamed : `It exports ${names.join(', ')}.`;
  const hint = didYouMean(closest(imported, names)) || all;
  return { ...problem, message: `'${specifier}' exports no '${imported}'.`, hint };
}

interface Offers {
  readonly values: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** False when it also exports all of a module that is not known here. */
  readonly complete: boolean;
}

/** All that a module exports, what it passes on with `export *` included. */
function offersOf(path: string, exporters: Exporters): Offers {
  const values = new Set<string>();
  const types = new Set<string>();
  const seen = new Set<string>();
  let complete = true;

  const collect = (from: string): void => {
    if (seen.has(from)) return;
    seen.add(from);
    const exporter = exporters.get(from);
    if (exporter === undefined) {
      complete = false;
      return;
    }
    const passedOn = (name: string) => from === path || name !== 'default';
    for (const name of exporter.exportedTypes) if (passedOn(name)) types.add(name);
    for (const item of exporter.module.exports) {
      if (item.kind !== 'star') {
        if (passedOn(item.exported)) values.add(item.exported);
        continue;
      }
      const target = exporter.module.imports[item.from]?.target;
      if (target?.kind === 'module') collect(target.path);
      else complete = false;
    }
  };
  collect(path);
  return { values, types, complete };
}
