import { moduleName, type Node, type NodeOf } from '../../../../runtime/compile/syntax/ast.ts';
import { boundNames } from '../../../../runtime/compile/syntax/scope.ts';
import {
  declarationOf,
  moduleNamed,
  moduleOfFile,
  plainName,
  type SourceFile,
  statementsOf,
} from './source-file.ts';

/** The module name of what is declared for all modules. */
export const GLOBAL = 'globalThis';

/** A statement (or one name of an `export { … }`) that declares something. */
export interface Declaration {
  readonly file: SourceFile;
  readonly scope: Scope;
  readonly name: string;
  readonly kind: 'type' | 'value' | 'class';
  /** What is taken out when it is not kept. */
  readonly statement: Node;
  readonly node: Node;
  /** Whether it is `export =` itself, or what that exports. */
  readonly isWhole: boolean;
}

/** Where names are looked up: a module's block, with what it imports. */
export interface Scope {
  /** Without `node:`; GLOBAL for what is outside of modules. */
  readonly module: string;
  /** The module in whose `global { … }` it is, if it is in one. */
  readonly around: string | null;
  readonly imports: readonly ImportedPart[];
}

/** A name that a module's block imports, and the specifier by which it does so. */
export interface ImportedPart {
  readonly local: string;
  readonly module: string;
  /** Null for the whole module. */
  readonly name: string | null;
  readonly statement: Node;
  readonly specifier: Node;
}

/** `declare module 'x' { … }`. */
export interface Block {
  readonly file: SourceFile;
  readonly node: NodeOf<'TSModuleDeclaration'>;
  /** As written. */
  readonly specifier: string;
  readonly scope: Scope;
}

export interface Library {
  readonly blocks: readonly Block[];
  readonly declarations: readonly Declaration[];
}

/** Takes stock of what the files declare, module by module. */
export function takeStock(files: readonly SourceFile[]): Library {
  const blocks: Block[] = [];
  const declarations: Declaration[] = [];
  for (const file of files) {
    const outside = {
      module: moduleOfFile(file) ?? GLOBAL,
      around: null,
      imports: importsOf(file.body, file),
    };
    for (const statement of file.body) {
      if (statement.type !== 'TSModuleDeclaration' || statement.id.type !== 'StringLiteral') {
        declarations.push(...declarationsIn(statement, { file, scope: outside, whole: null }));
        continue;
      }
      const specifier = statement.id.value;
      const body = statementsOf(statement);
      const scope = { module: plainName(specifier), around: null, imports: importsOf(body, file) };
      blocks.push({ file, node: statement, specifier, scope });
      const whole = exportedWhole(body);
      for (const each of body) declarations.push(...declarationsIn(each, { file, scope, whole }));
    }
  }
  return { blocks, declarations };
}

interface Surroundings {
  readonly file: SourceFile;
  readonly scope: Scope;
  readonly whole: string | null;
}

function declarationsIn(statement: Node, around: Surroundings): Declaration[] {
  const { file, scope, whole } = around;
  const node = declarationOf(statement);
  const declare = (name: string, kind: Declaration['kind'], part: Node = node): Declaration => {
    const isWhole = name === whole;
    return {
      file,
      scope,
      name,
      kind,
      statement: part === node ? statement : part,
      node: part,
      isWhole,
    };
  };
  switch (node.type) {
    case 'TSExportAssignment':
      return [{ ...declare('=', 'value'), isWhole: true }];
    case 'ExportDefaultDeclaration':
      return [declare('default', 'value')];
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [declare(node.id.name, 'type')];
    case 'ClassDeclaration':
      return node.id ? [declare(node.id.name, 'class')] : [];
    case 'TSDeclareFunction':
      return node.id ? [declare(node.id.name, 'value')] : [];
    case 'TSImportEqualsDeclaration':
      if (node.moduleReference.type === 'TSExternalModuleReference') return [];
      return [declare(node.id.name, 'value')];
    case 'VariableDeclaration':
      return node.declarations
        .flatMap(({ id }) => boundNames(id))
        .map((name) => declare(name, 'value'));
    case 'ExportNamedDeclaration':
      return node.specifiers.flatMap((specifier) => {
        if (specifier.type !== 'ExportSpecifier' || specifier.exported.type !== 'Identifier')
          return [];
        const isType = node.exportKind === 'type' || specifier.exportKind === 'type';
        return [declare(specifier.exported.name, isType ? 'type' : 'value', specifier)];
      });
    case 'TSModuleDeclaration': {
      const global = { ...scope, module: GLOBAL, around: scope.module };
      const inner = statementsOf(node);
      if (node.kind === 'global') {
        return inner.flatMap((each) => declarationsIn(each, { file, scope: global, whole: null }));
      }
      const name = node.id.type === 'Identifier' ? node.id.name : '';
      // The members of a namespace that is exported whole are the module's own.
      if (name !== whole) return [declare(name, inner.some(isValue) ? 'value' : 'type')];
      return inner.flatMap((each) => declarationsIn(each, around));
    }
    default:
      return [];
  }
}

/** Whether a statement of a namespace declares what is there when programs run. */
function isValue(statement: Node): boolean {
  const node = declarationOf(statement);
  if (node.type === 'TSModuleDeclaration') return statementsOf(node).some(isValue);
  return ['ClassDeclaration', 'TSDeclareFunction', 'VariableDeclaration'].includes(node.type);
}

function exportedWhole(body: readonly Node[]): string | null {
  const assignment = body.find((statement) => statement.type === 'TSExportAssignment');
  return assignment?.expression.type === 'Identifier' ? assignment.expression.name : null;
}

/** What the statements of a block import. */
export function importsOf(body: readonly Node[], file: SourceFile): ImportedPart[] {
  return body.flatMap((statement): ImportedPart[] => {
    const node = declarationOf(statement);
    if (node.type === 'TSImportEqualsDeclaration') {
      const { moduleReference: reference } = node;
      if (reference.type !== 'TSExternalModuleReference') return [];
      const module = moduleNamed(reference.expression.value, file);
      return [{ local: node.id.name, module, name: null, statement, specifier: statement }];
    }
    if (node.type !== 'ImportDeclaration') return [];
    const module = moduleNamed(node.source.value, file);
    return node.specifiers.map((specifier) => {
      const name = importedName(specifier);
      return { local: specifier.local.name, module, name, statement, specifier };
    });
  });
}

function importedName(specifier: NodeOf<'ImportDeclaration'>['specifiers'][number]): string | null {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  return specifier.type === 'ImportSpecifier' ? moduleName(specifier.imported) : null;
}
