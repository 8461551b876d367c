import { builtinName } from '../builtins.ts';
import { type Problem, positionAt } from '../diagnose/diagnose.ts';
import { type GlobalRead, globalReads } from '../diagnose/global-reads.ts';
import { DOUBTFUL_GLOBALS } from '../diagnose/globals.ts';
import { type MemberRead, memberReads } from '../diagnose/member-reads.ts';
import {
  ANONYMOUS_DEFAULT,
  type Export,
  type ImportedName,
  type ImportSite,
  NAMESPACE,
} from '../module.ts';
import {
  eachChild,
  endOf,
  moduleName,
  type Node,
  type NodeOf,
  type Program,
  startOf,
} from '../syntax/ast.ts';
import { boundNames, hoistedVariables } from '../syntax/scope.ts';
import { isErasedDeclaration } from './erasable.ts';

/** What a module imports and exports, before it is known where its specifiers lead. */
export interface ModuleRecord {
  readonly imports: readonly ImportSite[];
  readonly exports: readonly Export[];
  /** Names that it exports as types alone: nothing is left of them when it runs. */
  readonly exportedTypes: ReadonlySet<string>;
  /** Where it reads members of Node's modules, and of the global `process`. */
  readonly reads: readonly MemberRead[];
  /** Where it reads globals that are not there in every sandbox. */
  readonly globals: readonly GlobalRead[];
}

/** Reads a module's imports and exports from its syntax tree, TypeScript or not. */
export function recordOf(
  program: Program,
  source: string,
): { record: ModuleRecord; problems: readonly Problem[] } {
  const reader = new RecordReader(source);
  for (const node of program.body) reader.readStatement(node);
  reader.readLocalExports(declaredValues(program));
  reader.readDynamicImports(program);
  const imported = reader.record();
  const reads = memberReads(program, nodeObjects(imported.imports));
  const globals = globalReads(program, DOUBTFUL_GLOBALS);
  return { record: { ...imported, reads, globals }, problems: reader.problems };
}

/** The names that stand for a whole module of Node. */
function nodeObjects(imports: readonly ImportSite[]): ReadonlySet<string> {
  const objects = new Set(['process']);
  for (const { specifier, names } of imports) {
    if (builtinName(specifier) === null) continue;
    for (const { imported, local } of names) {
      if (local !== null && (imported === 'default' || imported === NAMESPACE)) objects.add(local);
    }
  }
  return objects;
}

type Specifier = NodeOf<'ImportDeclaration' | 'ExportNamedDeclaration'>['specifiers'][number];
type StaticImport = NodeOf<'ImportDeclaration' | 'ExportNamedDeclaration' | 'ExportAllDeclaration'>;

class RecordReader {
  readonly problems: Problem[] = [];
  readonly #source: string;
  readonly #imports: ImportSite[] = [];
  readonly #exports: Export[] = [];
  readonly #exportedTypes = new Set<string>();

  /** `export { … }` without `from`: what each name is depends on statements further down. */
  readonly #deferred: NodeOf<'ExportSpecifier'>[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  readStatement(node: Node): void {
    if (node.type === 'ExportNamedDeclaration') {
      if (node.declaration) this.#readDeclaration(node, declaredNames(node.declaration));
      else this.#readSpecifiers(node);
    }
    if (isErasedDeclaration(node)) return;
    if (node.type === 'ImportDeclaration') {
      const names = node.specifiers
        .filter((specifier) => !isTypeOnly(specifier))
        .map((specifier) => this.#importedName(specifier, specifier.local.name));
      this.#addSite('static', node.source, names, saysJson(node));
    } else if (node.type === 'ExportAllDeclaration') {
      const from = this.#addSite('static', node.source, [], saysJson(node));
      this.#exports.push({ kind: 'star', from });
    } else if (node.type === 'ExportDefaultDeclaration') {
      this.#addLocal('default', defaultName(node));
    }
  }

  #readDeclaration(node: Node, names: readonly string[]): void {
    const erased = isErasedDeclaration(node);
    for (const name of names) {
      if (erased) this.#exportedTypes.add(name);
      else this.#addLocal(name, name);
    }
  }

  #readSpecifiers(node: NodeOf<'ExportNamedDeclaration'>): void {
    const erased = isErasedDeclaration(node);
    const kept: Specifier[] = [];
    for (const specifier of node.specifiers) {
      if (!erased && !isTypeOnly(specifier)) kept.push(specifier);
      else if ('exported' in specifier) this.#exportedTypes.add(moduleName(specifier.exported));
    }
    if (erased) return;
    if (node.source) this.#readReexports(node, node.source, kept);
    else this.#deferred.push(...kept.filter((specifier) => specifier.type === 'ExportSpecifier'));
  }

  #readReexports(node: StaticImport, source: Source, specifiers: readonly Specifier[]): void {
    const names = specifiers.map((specifier) => this.#importedName(specifier, null));
    const from = this.#addSite('static', source, names, saysJson(node));
    for (const specifier of specifiers) {
      if (!('exported' in specifier)) continue;
      const exported = moduleName(specifier.exported);
      this.#exports.push({ kind: 'from', exported, from, imported: importedBy(specifier) });
    }
  }

  readLocalExports(declared: readonly string[]): void {
    const imported = new Map<string, { from: number; imported: string }>();
    this.#imports.forEach(({ names }, from) => {
      for (const name of names) {
        if (name.local !== null) imported.set(name.local, { from, imported: name.imported });
      }
    });
    for (const specifier of this.#deferred) {
      const local = specifier.local.name;
      const exported = moduleName(specifier.exported);
      const origin = imported.get(local);
      if (origin) this.#exports.push({ kind: 'from', exported, ...origin });
      else if (declared.includes(local)) this.#addLocal(exported, local);
      else this.problems.push(exportsType(local, startOf(specifier)));
    }
  }

  readDynamicImports(node: Node): void {
    // Most modules have none, which their text shows sooner than a walk.
    if (!/\bimport\s*(?:\(|\/)/.test(this.#source)) return;
    const visit = (child: Node): void => {
      if (child.type === 'CallExpression' && child.callee.type === 'Import') {
        this.#addSite('dynamic', child.arguments[0] as Node, [], true);
      }
      eachChild(child, visit);
    };
    visit(node);
  }

  record(): Omit<ModuleRecord, 'reads' | 'globals'> {
    const imports = this.#imports;
    return { imports, exports: this.#exports, exportedTypes: this.#exportedTypes };
  }

  #addLocal(exported: string, local: string): void {
    this.#exports.push({ kind: 'local', exported, local });
  }

  #addSite(
    kind: ImportSite['kind'],
    literal: Node,
    names: readonly ImportedName[],
    asJson: boolean,
  ): number {
    const specifier = literalText(literal);
    const start = startOf(literal);
    return this.#imports.push({ kind, specifier, start, end: endOf(literal), names, asJson }) - 1;
  }

  #importedName(specifier: Specifier, local: string | null): ImportedName {
    const at = startOf(specifier);
    return { imported: importedBy(specifier), local, at, ...positionAt(this.#source, at) };
  }
}

type Source = NodeOf<'StringLiteral'>;

function exportsType(name: string, at: number): Problem {
  return {
    at,
    code: 'unknown-export',
    message: `'${name}' is a type: nothing is left of it to export when the program runs.`,
    hint: `Write \`export type { ${name} }\`.`,
  };
}

function isTypeOnly(specifier: Specifier): boolean {
  if (specifier.type === 'ImportSpecifier') return specifier.importKind === 'type';
  return specifier.type === 'ExportSpecifier' && specifier.exportKind === 'type';
}

function importedBy(specifier: Specifier): string {
  switch (specifier.type) {
    case 'ImportSpecifier':
      return moduleName(specifier.imported);
    case 'ExportSpecifier':
      return moduleName(specifier.local);
    case 'ImportDefaultSpecifier':
    case 'ExportDefaultSpecifier':
      return 'default';
    case 'ImportNamespaceSpecifier':
    case 'ExportNamespaceSpecifier':
      return NAMESPACE;
  }
}

function saysJson({ attributes }: StaticImport): boolean {
  return (attributes ?? []).some(
    ({ key, value }) => moduleName(key) === 'type' && value.value === 'json',
  );
}

/** The text of a literal specifier; empty when it is computed. */
function literalText(node: Node): string {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return '';
  return node.quasis[0]?.value.cooked ?? '';
}

function declaredValues(program: Program): string[] {
  const declared = program.body.flatMap((node) => {
    const declaration = 'declaration' in node && node.declaration ? node.declaration : node;
    return isErasedDeclaration(declaration) ? [] : declaredNames(declaration);
  });
  return [...declared, ...hoistedVariables(program)];
}

function declaredNames(node: Node): string[] {
  if (node.type === 'VariableDeclaration') {
    return node.declarations.flatMap(({ id }) => boundNames(id));
  }
  const id = 'id' in node ? node.id : null;
  return id?.type === 'Identifier' ? [id.name] : [];
}

function defaultName({ declaration }: NodeOf<'ExportDefaultDeclaration'>): string {
  const named =
    declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
  return (named && declaration.id?.name) || ANONYMOUS_DEFAULT;
}
