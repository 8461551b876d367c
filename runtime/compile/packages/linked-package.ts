import { allOfNode } from '../builtins.ts';
import { resolve } from '../diagnose/resolve.ts';
import { type LinkOptions, link } from '../link/link.ts';
import type { Linked } from '../link/linked.ts';
import type { Module, ModuleShape } from '../module.ts';
import { strip } from '../strip/strip.ts';
import type { PackageFile } from './bundle.ts';

/** A package's file for where there is no Node. Plain data. */
export interface LinkedPackageFile {
  readonly module: ModuleShape;
  readonly linked: Linked;
}

/**
 * Links the files of a bundled package. It parses all of them, which takes up to a second: it is
 * done when the page is built, not when a service starts.
 */
export function linkPackage(
  files: readonly PackageFile[],
  options: LinkOptions,
): readonly LinkedPackageFile[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.map((file) => {
    const { code: _, ...shape } = packageModule(file, paths);
    return { module: shape, linked: link({ ...shape, code: file.code }, options) };
  });
}

function packageModule({ path, code }: PackageFile, paths: ReadonlySet<string>): Module {
  const stripped = strip(path, code);
  if (!stripped.ok) throw new Error(`${path} does not parse: ${stripped.diagnostics[0]?.message}`);
  const { imports, exports } = stripped.record;
  const importable = { paths, builtins: allOfNode('Node') };
  const resolved = imports.map((site) => {
    const resolution = resolve(path, site, importable);
    if (!resolution.ok) throw new Error(`${path}: ${resolution.problem.message}`);
    return { ...site, target: resolution.target };
  });
  return { kind: 'script', path, code, imports: resolved, exports };
}
