import { isBuiltin } from 'node:module';
import { relative, sep } from 'node:path';
import { build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { packageOf, packagePath, VETTED_SPECIFIERS } from './vetted.ts';

/** A file of a bundled package: an entry point, or what several of them share. */
export interface PackageFile {
  /** Where it stands beside the workspace's modules: `node_modules/zod/index.mjs`. */
  readonly path: string;
  /** A JavaScript module, ready for Node: it imports Node's modules and other such files alone. */
  readonly code: string;
  /** Paths of the files that it imports. */
  readonly imports: readonly string[];
}

/**
 * Bundles a vetted package from what is installed below `root`: one file an entry point, and files
 * for what these share, so that a class is one class by whichever way it is imported. Other vetted
 * packages stay imports. The text is not minified: its names and lines are in learners' stacks.
 */
export async function bundlePackage(name: string, root: string): Promise<readonly PackageFile[]> {
  const specifiers = [...VETTED_SPECIFIERS].filter((specifier) => packageOf(specifier) === name);
  const folder = `node_modules/${name}`;
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: specifiers.map((specifier) => ({
      in: specifier,
      out: packagePath(specifier)
        .slice(folder.length + 1)
        .replace(/\.mjs$/, ''),
    })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'shared-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    charset: 'utf8',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [leaveOut(name)],
  });
  return outputFiles.map((file) => packageFile(file, metafile, root));
}

/** Leaves Node's modules and the other vetted packages as imports. */
function leaveOut(name: string): Plugin {
  return {
    name: 'brownout:leave-out',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind === 'entry-point') return null;
        if (isBuiltin(path)) return { path: `node:${path.replace(/^node:/, '')}`, external: true };
        const isOthers = VETTED_SPECIFIERS.has(path) && packageOf(path) !== name;
        return isOthers ? { path, external: true } : null;
      });
    },
  };
}

function packageFile({ path, text }: OutputFile, metafile: Metafile, root: string): PackageFile {
  const own = relative(root, path).split(sep).join('/');
  const imports = (metafile.outputs[own]?.imports ?? []).flatMap(({ path: imported, external }) => {
    if (!external) return imported;
    return VETTED_SPECIFIERS.has(imported) ? packagePath(imported) : [];
  });
  return { path: own, code: text, imports };
}
