import { eachChild, type Node, type NodeOf } from '../../../../runtime/compile/syntax/ast.ts';
import { type Block, type Declaration, importsOf } from './declarations.ts';
import { Edits } from './edits.ts';
import {
  declarationOf,
  moduleNamed,
  moduleOfFile,
  plainName,
  type SourceFile,
  statementsOf,
} from './source-file.ts';
import type { Trimmed } from './trim.ts';

/**
 * Where types stand of modules that cannot be imported, but that others are made of: a server is a
 * `net.Server`. The name is what the compiler says to whoever finds it.
 */
const ABSENT = 'not-in-this-sandbox';

/** The files with what is left of them, and a file for each module that is there as types alone. */
export function write(files: readonly SourceFile[], trimmed: Trimmed): Record<string, string> {
  const written: Record<string, string> = {};
  for (const file of files) {
    if (isOfPackage(file) && !trimmed.kept.some((each) => each.file === file)) continue;
    const edits = editsOf(file, trimmed);
    for (const block of trimmed.blocks.filter((each) => each.file === file)) {
      if (trimmed.isImportable(block.scope.module)) continue;
      edits.remove(block.node);
      const text = asFile(block, edits, trimmed);
      if (text !== '') written[absentPath(block.scope.module)] = text;
    }
    if (isOfPackage(file)) markExports(withoutDropped(file.body, trimmed.dropped), edits);
    written[file.path] = edits.applied();
  }
  return written;
}

/** Whether it is a package's file but its index, which only passes on what the others export. */
function isOfPackage(file: SourceFile): boolean {
  return moduleOfFile(file)?.includes('/') === true;
}

function absentPath(module: string): string {
  return `${ABSENT}/${module}.d.ts`;
}

/** What is to be changed in a file, absent modules left where they are. */
function editsOf(file: SourceFile, trimmed: Trimmed): Edits {
  const edits = new Edits(file.text);
  for (const [declaration, parts] of trimmed.missing) {
    if (declaration.file === file) for (const part of parts) edits.remove(part);
  }
  for (const declaration of trimmed.dropped) {
    if (declaration.file !== file) continue;
    if (declaration.node.type === 'ExportSpecifier') edits.removeItem(declaration.node);
    else edits.remove(declaration.statement);
  }
  for (const declaration of trimmed.kept) {
    if (declaration.file !== file) continue;
    if (trimmed.isTypeAlone(declaration)) asInterface(declaration, edits);
    else if (trimmed.extendsType(declaration)) withBaseAsInterface(declaration, edits, trimmed);
  }
  tidyImports(file.body, edits, { file, trimmed });
  for (const statement of file.body) {
    if (statement.type !== 'TSModuleDeclaration') continue;
    tidyImports(statementsOf(statement), edits, { file, trimmed });
  }
  renameAbsent(file, edits, trimmed);
  return edits;
}

interface Around {
  readonly file: SourceFile;
  readonly trimmed: Trimmed;
}

/** Takes out imports that nothing is left to use, and what passes on files that are gone. */
function tidyImports(body: readonly Node[], edits: Edits, { file, trimmed }: Around): void {
  const parts = importsOf(body, file);
  for (const statement of body) {
    if (statement.type === 'ExportAllDeclaration') {
      const module = moduleNamed(statement.source.value, file);
      const isGone = !trimmed.kept.some((each) => each.scope.module === module);
      if (moduleOfFile(file) !== null && isGone) edits.remove(statement);
    }
    if (statement.type !== 'ImportDeclaration') continue;
    const ofStatement = parts.filter((part) => part.statement === statement);
    const unused = ofStatement.filter(({ specifier }) => !trimmed.usedImports.has(specifier));
    if (unused.length === ofStatement.length) edits.remove(statement);
    else for (const { specifier } of unused) edits.removeItem(specifier);
  }
}

/** Imports of modules that cannot be imported lead to where their types stand. */
function renameAbsent(file: SourceFile, edits: Edits, { isImportable, blocks }: Trimmed): void {
  const rename = (literal: NodeOf<'StringLiteral'>): void => {
    const module = plainName(literal.value);
    const isOfNode = blocks.some(({ scope }) => scope.module === module);
    if (!isOfNode || isImportable(module)) return;
    edits.replace(literal.start as number, literal.end as number, `"${ABSENT}/${module}"`);
  };
  const visit = (node: Node): void => {
    if (node.type === 'ImportDeclaration') rename(node.source);
    else if (node.type === 'TSExternalModuleReference') rename(node.expression);
    else if (node.type === 'TSImportType' && node.argument.type === 'StringLiteral') {
      rename(node.argument);
    }
    eachChild(node, visit);
  };
  for (const statement of file.body) visit(statement);
}

/** The block's statements as a module file of their own; empty when none is kept. */
function asFile({ node, file, scope }: Block, edits: Edits, { kept, dropped }: Trimmed): string {
  // Declarations for all modules in it have a scope of their own, with the block's imports.
  const isKept = kept.some((each) => each.file === file && each.scope.imports === scope.imports);
  if (!isKept) return '';
  const body = withoutDropped(statementsOf(node), dropped);
  markExports(body, edits);
  const text = edits.applied((node.body.start as number) + 1, (node.body.end as number) - 1);
  const isWhole = body.some(({ type }) => type === 'TSExportAssignment');
  return isWhole ? text : `${text}\nexport {};\n`;
}

function withoutDropped(body: readonly Node[], dropped: Trimmed['dropped']): readonly Node[] {
  const gone = new Set(dropped.map(({ statement }) => statement));
  return body.filter((statement) => !gone.has(statement));
}

/** Says of each declaration of a module file what was understood before: whether it is exported. */
function markExports(body: readonly Node[], edits: Edits): void {
  // Without a list of its exports, a module of declarations exports all of them.
  const isListed = body.some(isExportList);
  for (const statement of body) {
    const start = statement.start as number;
    const isDeclared = 'declare' in statement && statement.declare === true;
    if (statement.type === 'TSModuleDeclaration' && statement.kind === 'global') {
      if (!isDeclared) edits.replace(start, start, 'declare ');
    } else if (!DECLARES.has(statement.type)) continue;
    else if (!isListed) edits.replace(start, start, 'export ');
    else if (!isDeclared) edits.replace(start, start, 'declare ');
  }
}

const DECLARES = new Set([
  'ClassDeclaration',
  'TSDeclareFunction',
  'TSInterfaceDeclaration',
  'TSModuleDeclaration',
  'TSTypeAliasDeclaration',
  'VariableDeclaration',
]);

function isExportList(statement: Node): boolean {
  if (statement.type === 'ExportNamedDeclaration') return !statement.declaration;
  return statement.type === 'TSExportAssignment' || statement.type === 'ExportDefaultDeclaration';
}

/** A class that cannot be imported, as the type of its instances. */
function asInterface({ node }: Declaration, edits: Edits): void {
  const declaration = declarationOf(node);
  if (declaration.type !== 'ClassDeclaration') return;
  const { id, superClass, body } = declaration;
  const header = edits.source.slice(id?.start as number, body.start as number);
  const bases = header.replace(/\bimplements\b/, superClass ? ',' : 'extends');
  edits.replace(declaration.start as number, body.start as number, `interface ${bases}`);
  for (const member of body.body) {
    const isStatic = 'static' in member && member.static === true;
    const isConstructor = 'kind' in member && member.kind === 'constructor';
    if (isStatic || isConstructor) edits.remove(member);
  }
}

/** A class whose base is an interface now has the base's members by an interface of its own name. */
function withBaseAsInterface(
  { node, statement, scope }: Declaration,
  edits: Edits,
  { isImportable }: Trimmed,
): void {
  const declaration = declarationOf(node);
  if (declaration.type !== 'ClassDeclaration' || !declaration.superClass) return;
  const { id, typeParameters, superClass, superTypeParameters: args } = declaration;
  const nameEnd = (typeParameters ?? id)?.end as number;
  const name = edits.source.slice(id?.start as number, nameEnd);
  const baseEnd = (args ?? superClass).end as number;
  const base = edits.source.slice(superClass.start as number, baseEnd);
  edits.replace(nameEnd, baseEnd, '');
  const end = statement.end as number;
  const isExported = statement !== node || !isImportable(scope.module);
  edits.replace(end, end, `\n${isExported ? 'export ' : ''}interface ${name} extends ${base} {}`);
}
