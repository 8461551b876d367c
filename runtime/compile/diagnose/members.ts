import type { Builtins, ModuleSurface } from '../builtins.ts';
import { type ImportedName, type Module, NAMESPACE } from '../module.ts';
import type { Problem } from './diagnose.ts';
import type { MemberRead } from './member-reads.ts';
import { closest, didYouMean } from './spelling.ts';

/** Members of Node's modules that a module imports or reads, and that the sandbox lacks. */
export function missingMembers(
  module: Module,
  reads: readonly MemberRead[],
  builtins: Builtins,
): Problem[] {
  const judge = new Judge(builtins);
  const objects = new Map([['process', { builtin: 'process', isNamespace: false }]]);
  const problems: (Problem | null)[] = [];
  for (const { target, names } of module.imports) {
    for (const { imported, local, at } of names) {
      const isWhole = imported === NAMESPACE || imported === 'default';
      if (local !== null) objects.delete(local);
      if (target.kind !== 'builtin') continue;
      if (!isWhole) problems.push(judge.imported(target.name, { imported, at }));
      else if (local !== null) {
        objects.set(local, { builtin: target.name, isNamespace: imported === NAMESPACE });
      }
    }
  }
  for (const { object, member, at } of reads) {
    const whole = objects.get(object);
    if (whole !== undefined) problems.push(judge.read(whole, member, at));
  }
  return problems.filter((problem) => problem !== null);
}

/** What a name stands for: the namespace of one of Node's modules, or its default export. */
interface Whole {
  readonly builtin: string;
  readonly isNamespace: boolean;
}

class Judge {
  readonly #builtins: Builtins;

  constructor(builtins: Builtins) {
    this.#builtins = builtins;
  }

  imported(builtin: string, { imported, at }: Pick<ImportedName, 'imported' | 'at'>) {
    const surface = this.#builtins.surface(builtin);
    if (surface === null || surface.has.has(imported)) return null;
    const missing = { builtin, surface, member: imported, at };
    return this.#unavailable(missing) ?? noSuchMember(missing, hintForImport(missing));
  }

  read({ builtin, isNamespace }: Whole, member: string, at: number): Problem | null {
    const surface = this.#builtins.surface(builtin);
    if (surface === null || surface.has.has(member) || isEveryones(member)) return null;
    if (isNamespace ? member === 'default' : surface.inherited.has(member)) return null;
    const missing = { builtin, surface, member, at };
    const meant = didYouMean(closest(member, [...surface.has, ...surface.inherited]));
    return this.#unavailable(missing) ?? noSuchMember(missing, meant);
  }

  /** What Node has and this sandbox lacks. */
  #unavailable({ builtin, surface, member, at }: Missing): Problem | null {
    if (!surface.lacks.has(member)) return null;
    const { sandboxTitle, advice } = this.#builtins;
    const hint = advice[`${builtin}.${member}`] ?? advice[`${builtin}.*`] ?? advice['*'] ?? '';
    const message = `node:${builtin} in ${sandboxTitle} has no '${member}'.`;
    return { at, code: 'unavailable-member', message, hint };
  }
}

function noSuchMember({ builtin, member, at }: Missing, hint: string): Problem {
  return { at, code: 'unknown-export', message: `node:${builtin} has no '${member}'.`, hint };
}

interface Missing {
  readonly builtin: string;
  readonly surface: ModuleSurface;
  readonly member: string;
  readonly at: number;
}

function hintForImport({ builtin, surface, member }: Missing): string {
  if (surface.inherited.has(member)) {
    return `It belongs to the whole module: import ${builtin} from 'node:${builtin}';`;
  }
  const meant = didYouMean(closest(member, surface.has));
  if (meant !== '') return meant;
  // Types are exported to the type checker alone, and their names are capital.
  return /^[A-Z]/.test(member)
    ? `If it is a type, write: import type { ${member} } from 'node:${builtin}';`
    : `Look it up in Node's documentation of node:${builtin}.`;
}

/** What every object has, and names that are internal to Node. */
function isEveryones(member: string): boolean {
  return member in Object.prototype || member in Function.prototype || member.startsWith('_');
}
