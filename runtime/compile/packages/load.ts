import type { LinkedPackageFile } from './linked-package.ts';
import { packageOf, packagePath } from './vetted.ts';

/** Loads the linked files of one package, by the package's name. */
export type LoadPackage = (name: string) => Promise<readonly LinkedPackageFile[]>;

/**
 * The files behind entry points (`hono`, `hono/streaming`), and all that these import, from other
 * packages too; none that is not needed.
 */
export async function loadPackageFiles(
  specifiers: readonly string[],
  load: LoadPackage,
): Promise<readonly LinkedPackageFile[]> {
  const found = new Map<string, LinkedPackageFile>();
  const add = async (path: string, specifier: string): Promise<void> => {
    if (found.has(path)) return;
    const files = await load(packageOf(specifier));
    const file = files.find(({ module }) => module.path === path);
    if (file === undefined) throw new Error(`${packageOf(specifier)} has no ${path}.`);
    found.set(path, file);
    for (const { target } of file.module.imports) {
      if (target.kind === 'module') await add(target.path, specifier);
      else if (target.kind === 'package')
        await add(packagePath(target.specifier), target.specifier);
    }
  };
  for (const specifier of specifiers) await add(packagePath(specifier), specifier);
  return [...found.values()];
}
