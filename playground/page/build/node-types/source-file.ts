import { posix } from 'node:path';
import { parse } from '@babel/parser';
import type { Node, NodeOf } from '../../../../runtime/compile/syntax/ast.ts';

/** One of the declaration files that Node's types are made of. */
export interface SourceFile {
  /** Below node_modules, `/` between its parts. */
  readonly path: string;
  readonly text: string;
  readonly body: readonly Node[];
}

export function parseDeclarations(path: string, text: string): SourceFile {
  const { program } = parse(text, {
    sourceType: 'module',
    plugins: [['typescript', { dts: true }]],
    // Several parts of one declaration may be exported more than once, as TypeScript allows it.
    errorRecovery: true,
  });
  return { path, text, body: program.body };
}

/** Where a statement or member begins, its documentation included. */
export function startWithComments(node: Node): number {
  const [first] = node.leadingComments ?? [];
  const comment = node.leadingComments?.find(({ value }) => value.startsWith('*')) ?? first;
  return Math.min(comment?.start ?? Number.POSITIVE_INFINITY, node.start as number);
}

/** What an `export` statement declares; any other statement itself. */
export function declarationOf(statement: Node): Node {
  return statement.type === 'ExportNamedDeclaration' && statement.declaration
    ? statement.declaration
    : statement;
}

/** The statements of `declare module 'x' { … }`, `namespace x { … }` or `global { … }`. */
export function statementsOf(node: NodeOf<'TSModuleDeclaration'>): readonly Node[] {
  return node.body.type === 'TSModuleBlock' ? node.body.body : [node.body];
}

/** A module's name without `node:`. */
export function plainName(specifier: string): string {
  return specifier.replace(/^node:/, '');
}

/** The module that a specifier names in a file: without `node:`, and below node_modules when relative. */
export function moduleNamed(specifier: string, file: SourceFile): string {
  if (!specifier.startsWith('.')) return plainName(specifier);
  return posix.join(posix.dirname(file.path), specifier);
}

/** The module that a whole file is, when it belongs to a package and not to Node's own types. */
export function moduleOfFile({ path }: SourceFile): string | null {
  if (path.startsWith('@types/node/')) return null;
  return path.replace(/(?:\/index)?\.d\.ts$/, '');
}
