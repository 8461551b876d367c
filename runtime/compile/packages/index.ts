/**
 * Packages that a service may import: bundled from the lock file, one text for all sandboxes.
 * This file is for the page too; store.ts and vite-plugin.ts are for Node.
 */
export type { LinkedPackageFile } from './linked-package.ts';
export { type LoadPackage, loadPackageFiles } from './load.ts';
export {
  isPackagePath,
  packageJson,
  packageOf,
  packagePath,
  VETTED_PACKAGES,
  VETTED_SPECIFIERS,
} from './vetted.ts';
