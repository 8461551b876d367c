import type { Node } from '../../../../runtime/compile/syntax/ast.ts';
import { type Declaration, GLOBAL, type ImportedPart } from './declarations.ts';
import { type Path, referencesOf } from './references.ts';

/** What a declaration needs: others, and the imports by which it knows them. */
interface Needs {
  readonly declarations: readonly Declaration[];
  readonly imports: readonly ImportedPart[];
}

const PACKAGE = 'undici-types/';

/** Finds out what declarations need, directly or through others. */
export class Reach {
  readonly #byName = new Map<string, Declaration[]>();
  readonly #isLeftOut: (part: Node) => boolean;
  readonly #needs = new Map<Declaration, Needs>();

  /**
   * Whoever needs a whole module needs what `isOffered` of it. Parts for which `isLeftOut` holds
   * need nothing.
   */
  constructor(
    declarations: readonly Declaration[],
    isOffered: (declaration: Declaration) => boolean,
    isLeftOut: (part: Node) => boolean,
  ) {
    this.#isLeftOut = isLeftOut;
    for (const declaration of declarations) {
      const { module } = declaration.scope;
      const keys = [`${module} ${declaration.name}`];
      // A package passes on what its files export.
      if (module.startsWith(PACKAGE)) keys.push(`${PACKAGE.slice(0, -1)} ${declaration.name}`);
      if (declaration.isWhole) keys.push(`${module} =`);
      if (isOffered(declaration)) keys.push(`${module} *`);
      for (const key of keys) this.#listFor(key).push(declaration);
    }
  }

  /** The declarations, and all that they need. */
  from(roots: Iterable<Declaration>): ReadonlySet<Declaration> {
    const reached = new Set(roots);
    for (const declaration of reached) {
      for (const needed of this.#needsOf(declaration).declarations) reached.add(needed);
    }
    return reached;
  }

  /** The imports that these use. */
  importsOf(declarations: Iterable<Declaration>): ReadonlySet<ImportedPart> {
    return new Set([...declarations].flatMap((each) => this.#needsOf(each).imports));
  }

  /** What a name stands for where a declaration stands. */
  named(path: Path, where: Declaration): readonly Declaration[] {
    return this.#lookUp(path, where).declarations;
  }

  #needsOf(declaration: Declaration): Needs {
    const known = this.#needs.get(declaration);
    if (known !== undefined) return known;
    const { names, imports } = referencesOf(declaration.node, this.#isLeftOut);
    const found = names.map((path) => this.#lookUp(path, declaration));
    const needs = {
      declarations: [
        // All parts of what is declared in parts.
        ...this.#named(declaration.scope.module, declaration.name),
        ...found.flatMap(({ declarations }) => declarations),
        ...imports.flatMap(({ module, name }) => this.#exportsOf(module, name)),
      ],
      imports: found.flatMap((each) => each.imports),
    };
    this.#needs.set(declaration, needs);
    return needs;
  }

  #lookUp([first = '', second]: Path, declaration: Declaration): Needs {
    const { module, around, imports } = declaration.scope;
    // What `export { it }` refers to is not itself.
    const isOther = (each: Declaration) =>
      each !== declaration || each.node.type !== 'ExportSpecifier';
    const outside = around === null ? [] : this.#named(around, first);
    const own = [...this.#named(module, first), ...outside].filter(isOther);
    if (own.length > 0) {
      const inner = own.flatMap((each) =>
        each.isWhole && second ? this.#named(each.scope.module, second) : [],
      );
      return { declarations: [...own, ...inner], imports: [] };
    }
    const part = imports.find(({ local }) => local === first);
    if (part === undefined) return { declarations: this.#named(GLOBAL, first), imports: [] };
    const name = part.name ?? second ?? null;
    return { declarations: this.#exportsOf(part.module, name), imports: [part] };
  }

  #exportsOf(module: string, name: string | null): readonly Declaration[] {
    const whole = this.#byName.get(`${module} =`) ?? [];
    return [...whole, ...this.#named(module, name ?? '*')];
  }

  #listFor(key: string): Declaration[] {
    const list = this.#byName.get(key) ?? [];
    this.#byName.set(key, list);
    return list;
  }

  #named(module: string, name: string): readonly Declaration[] {
    return this.#byName.get(`${module} ${name}`) ?? [];
  }
}
