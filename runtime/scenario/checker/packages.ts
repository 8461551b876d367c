/** Packages for a worker that checks: it cannot fetch them by itself, and asks whoever started it. */
import type { LinkOptions } from '../../compile/index.ts';
import type { FetchPackage } from '../../sandbox/linked-program.ts';

/** What a worker asks, beside what it says of checks. */
export interface PackageWanted {
  readonly type: 'package-wanted';
  readonly ask: number;
  readonly name: string;
  readonly options: LinkOptions;
}

/** `files` are those of the package; null when they could not be had. */
export interface PackageFetched {
  readonly type: 'package-fetched';
  readonly ask: number;
  readonly files: unknown;
}

/** The message, where it is one that asks for a package; learners' code runs where it comes from. */
export function readWanted(data: unknown): PackageWanted | null {
  const { type, ask, name, options } = (data ?? {}) as Partial<PackageWanted>;
  if (type !== 'package-wanted' || typeof ask !== 'number' || typeof name !== 'string') return null;
  const asyncContext = options?.asyncContext === true;
  return { type, ask, name, options: { asyncContext, metered: options?.metered === true } };
}

export async function answerWanted(
  { ask, name, options }: PackageWanted,
  fetchPackage: FetchPackage,
): Promise<PackageFetched> {
  const files = await fetchPackage(name, options).catch(() => null);
  return { type: 'package-fetched', ask, files };
}

type Fetched = ReturnType<FetchPackage>;

/** A worker's side: asks for packages, each once. */
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
