import type { Files } from '../types.ts';
import type { PackageFile } from './bundle.ts';
import { packageJson, packagePath } from './vetted.ts';

/** The files of each vetted package, by its name. */
export type PackageStore = ReadonlyMap<string, readonly PackageFile[]>;

/**
 * What Node needs beside a service's modules to find the packages that it imports, by path: the
 * files behind those entry points, all that these import, and a package.json for each package.
 */
export function nodeFiles(store: PackageStore, specifiers: readonly string[]): Files {
  const known = new Map<string, PackageFile & { readonly ofPackage: string }>();
  for (const [ofPackage, files] of store) {
    for (const file of files) known.set(file.path, { ...file, ofPackage });
  }
  const found: Record<string, string> = {};
  const add = (path: string): void => {
    const file = known.get(path);
    if (file === undefined) throw new Error(`No package has ${path}.`);
    if (found[path] !== undefined) return;
    // A stack names it by this path, and not by the folder that the service happens to run from.
    found[path] = `${file.code}\n//# sourceURL=${path}\n`;
    found[`node_modules/${file.ofPackage}/package.json`] = packageJson(file.ofPackage);
    for (const imported of file.imports) add(imported);
  };
  for (const specifier of specifiers) add(packagePath(specifier));
  return found;
}
