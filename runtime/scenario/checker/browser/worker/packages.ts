import type { FetchPackage } from '../../../../sandbox/linked-program.ts';
import type { PackageFetched, PackageWanted } from '../protocol.ts';

type Fetched = ReturnType<FetchPackage>;

/** Asks the page for packages, each once. */
export class Packages {
  readonly #ask: (wanted: PackageWanted) => void;
  readonly #known = new Map<string, Fetched>();
  readonly #asked = new Map<number, (files: unknown) => void>();
  #lastAsk = 0;

  constructor(ask: (wanted: PackageWanted) => void) {
    this.#ask = ask;
  }

  readonly fetch: FetchPackage = (name, options) => {
    const key = `${name} ${options.asyncContext} ${options.metered === true}`;
    const known = this.#known.get(key) ?? this.#fetch({ name, options });
    this.#known.set(key, known);
    // The next call asks again: meanwhile it may be there.
    known.catch(() => this.#known.delete(key));
    return known;
  };

  fetched({ ask, files }: PackageFetched): void {
    this.#asked.get(ask)?.(files);
    this.#asked.delete(ask);
  }

  #fetch(wanted: Pick<PackageWanted, 'name' | 'options'>): Fetched {
    const ask = ++this.#lastAsk;
    const answer = new Promise<Awaited<Fetched>>((resolve, reject) => {
      this.#asked.set(ask, (files) => {
        if (files === null) reject(new Error(`${wanted.name} could not be fetched`));
        else resolve(files as Awaited<Fetched>);
      });
    });
    this.#ask({ type: 'package-wanted', ask, ...wanted });
    return answer;
  }
}
