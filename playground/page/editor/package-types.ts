import { packageOf } from '../../../runtime/compile/packages/index.ts';

/** Fetches the declarations of a package, by the package's name. */
export type FetchTypes = Readonly<
  Record<string, () => Promise<{ readonly default: Declarations }>>
>;

interface Declarations {
  /** Text by path below node_modules. */
  readonly files: Readonly<Record<string, string>>;
  /** Other packages whose types these refer to. */
  readonly needs: readonly string[];
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"\n]+)\1/g;

/** Gives the editor the declarations of those packages that the learner's files import. */
export class PackageTypes {
  readonly #fetch: FetchTypes;
  readonly #add: (path: string, text: string) => void;
  readonly #asked = new Set<string>();

  /** `add` takes a declaration file; its path is below node_modules. */
  constructor(fetch: FetchTypes, add: (path: string, text: string) => void) {
    this.#fetch = fetch;
    this.#add = add;
  }

  /** Looks what a file imports. Resolves when the types of all of it are there. */
  async follow(source: string): Promise<void> {
    const imported = [...source.matchAll(IMPORT)].map(([, , specifier = '']) => specifier);
    await Promise.all(imported.map((specifier) => this.#give(packageOf(specifier))));
  }

  async #give(name: string): Promise<void> {
    const fetch = this.#fetch[name];
    if (fetch === undefined || this.#asked.has(name)) return;
    this.#asked.add(name);
    try {
      const { files, needs } = (await fetch()).default;
      for (const [path, text] of Object.entries(files)) this.#add(path, text);
      await Promise.all(needs.map((needed) => this.#give(needed)));
    } catch {
      // The editor does without; it asks again when the file changes.
      this.#asked.delete(name);
    }
  }
}
