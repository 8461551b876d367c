import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Files, type ModuleGraph, nodePath, nodeSource } from '../../compile/index.ts';

/**
 * Where services run from: a folder for each start, so that instances that are running keep the
 * code they started with and none can see a file half written. The learner's own files are neither
 * read nor written here.
 */
export class RunFolders {
  /** The folder that holds them all. */
  readonly root: string;
  #count = 0;

  private constructor(root: string) {
    this.root = root;
  }

  /** Makes one in the folder for temporary files, unless told another. */
  static async create(parent = tmpdir()): Promise<RunFolders> {
    // The real path, because Node resolves links and its stacks would name another folder.
    const root = await mkdtemp(join(await realpath(parent), 'brownout-'));
    await writeFile(join(root, 'package.json'), '{ "type": "module" }\n');
    return new RunFolders(root);
  }

  /**
   * Writes a service's modules, and beside them the packages' files that they import, by path.
   * `sourceRoot` is what stacks name the learner's files by.
   */
  async write(
    { entry, modules }: ModuleGraph,
    packages: Files,
    sourceRoot: string,
  ): Promise<RunFolder> {
    const folder = join(this.root, `run-${++this.#count}`);
    const own = modules.map((module) => ({
      path: join(folder, nodePath(module.path)),
      text: nodeSource(module, sourceUrl(sourceRoot, module.path)),
    }));
    const imported = Object.entries(packages).map(([path, text]) => ({
      path: join(folder, path),
      text,
    }));
    const files = [...own, ...imported];
    const folders = new Set(files.map(({ path }) => dirname(path)));
    await Promise.all([...folders].map((path) => mkdir(path, { recursive: true })));
    await Promise.all(files.map(({ path, text }) => writeFile(path, text)));
    return { path: folder, entry: join(folder, nodePath(entry)) };
  }

  /** The folder of a volume: its files stay until all is removed. */
  async volume(name: string): Promise<string> {
    const folder = join(this.root, 'volumes', encodeURIComponent(name));
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Never rejects: what cannot be removed now goes with the rest. */
  async remove(folder: RunFolder): Promise<void> {
    await rm(folder.path, { recursive: true, force: true }).catch(() => undefined);
  }

  async removeAll(): Promise<void> {
    // Retried, because a program that escaped from its service may still be writing there.
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

function sourceUrl(root: string, path: string): string {
  return root + path.split('/').map(encodeURIComponent).join('/');
}

export interface RunFolder {
  readonly path: string;
  /** Absolute path of the module to run. */
  readonly entry: string;
}
