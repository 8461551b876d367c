import type { Node } from '../../../../runtime/compile/syntax/ast.ts';
import type { Surface } from '../../../../runtime/sandbox/browser/build/surface/index.ts';
import { type Block, type Declaration, GLOBAL, takeStock } from './declarations.ts';
import { isOffered, missingParts } from './members.ts';
import { Reach } from './reach.ts';
import { pathOf } from './references.ts';
import type { SourceFile } from './source-file.ts';

/** What is left of Node's types for a sandbox. */
export interface Trimmed {
  readonly blocks: readonly Block[];
  readonly isImportable: (module: string) => boolean;
  readonly kept: readonly Declaration[];
  readonly dropped: readonly Declaration[];
  /** Parts of declarations that are taken out of them. */
  readonly missing: ReadonlyMap<Declaration, readonly Node[]>;
  /** Specifiers of imports that what is kept uses. */
  readonly usedImports: ReadonlySet<Node>;
  /** Whether it is a class of which programs get no more than instances. */
  readonly isTypeAlone: (declaration: Declaration) => boolean;
  /** Whether it is a class that extends such a one. */
  readonly extendsType: (declaration: Declaration) => boolean;
}

/**
 * Decides what of Node's types stays: the values that programs find in the sandbox, and every type
 * but those that only values need which are not there.
 */
export function trim(files: readonly SourceFile[], surface: Surface): Trimmed {
  const { blocks, declarations } = takeStock(files);
  const missing = new Map(declarations.map((each) => [each, missingParts(each, surface)]));
  const leftOut = new Set([...missing.values()].flat());
  const isImportable = (module: string) => module === GLOBAL || module in surface.modules;
  const isThere = (each: Declaration) => isValue(each) && isOffered(each, surface);
  const here = declarations.filter(({ scope }) => isImportable(scope.module));

  // What is not there needs all that it names, whatever of that is there.
  const absent = new Reach(declarations, isValue, () => false).from([
    ...here.filter((each) => isValue(each) && !isThere(each)),
    ...[...missing].flatMap(([each, parts]) => parts.map((node) => ({ ...each, name: '', node }))),
  ]);
  const reach = new Reach(declarations, isThere, (part) => leftOut.has(part));
  // The language itself knows some global types by name (ImportMeta): of these, only those go that
  // are the types of missing values, and their helpers.
  const lacking = new Set(here.filter((each) => isValue(each) && !isThere(each)).map(nameOf));
  const isFree = (each: Declaration) =>
    !absent.has(each) ||
    (each.scope.module === GLOBAL && !lacking.has(nameOf(each)) && !each.name.startsWith('_'));
  const kept = reach.from(here.filter((each) => (isValue(each) ? isThere(each) : isFree(each))));
  const isTypeAlone = (each: Declaration) =>
    each.kind === 'class' && isImportable(each.scope.module) && !isThere(each);
  const extendsType = (each: Declaration) => {
    const base = each.node.type === 'ClassDeclaration' ? each.node.superClass : null;
    return base != null && reach.named(pathOf(base), each).some(isTypeAlone);
  };
  return {
    blocks,
    isImportable,
    kept: [...kept],
    dropped: declarations.filter((each) => !kept.has(each)),
    missing,
    usedImports: new Set([...reach.importsOf(kept)].map(({ specifier }) => specifier)),
    isTypeAlone,
    extendsType,
  };
}

function nameOf({ scope, name }: Declaration): string {
  return `${scope.module}.${name}`;
}

function isValue({ kind }: Declaration): boolean {
  return kind !== 'type';
}
