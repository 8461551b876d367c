import { diagnose, type Problem } from '../diagnose/diagnose.ts';
import { eachChild, endOf, hasNewline, type Node, skipTrivia, startOf } from '../syntax/ast.ts';
import { Blanks } from '../syntax/blanks.ts';
import { parse } from '../syntax/parse.ts';
import type { Diagnostic } from '../types.ts';
import { isErasedDeclaration, refusalOf } from './erasable.ts';
import { type ModuleRecord, recordOf } from './record.ts';
import { stripClass } from './strip-class.ts';
import { stripFunction } from './strip-function.ts';

export type Stripped =
  | { readonly ok: true; readonly code: string; readonly record: ModuleRecord }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Turns a TypeScript or JavaScript module to JavaScript by blanking its types. Each character of
 * the result is the source's own, or a space, or one of `;` `(` `)` in the place of something
 * blanked, where the meaning needs it: no line and no column moves.
 *
 * What cannot be erased (enum, decorators, …) is refused, each with its place and replacement.
 */
export function strip(file: string, source: string): Stripped {
  const parsed = parse(file, source);
  if (!parsed.ok) return { ok: false, diagnostics: [parsed.diagnostic] };

  const blanks = new Blanks(source);
  const refused: Problem[] = [];
  stripNode(parsed.program, null, { source, blanks, refused });
  const { record, problems } = recordOf(parsed.program, source);

  const wrong = [...refused, ...problems].sort((a, b) => a.at - b.at);
  if (wrong.length > 0) {
    return { ok: false, diagnostics: wrong.map((problem) => diagnose(file, source, problem)) };
  }
  return { ok: true, code: blanks.toString(), record };
}

/** What the parts of the stripper share while they go through one module. */
export interface Stripping {
  readonly source: string;
  readonly blanks: Blanks;
  readonly refused: Problem[];
}

function stripNode(node: Node, parent: Node | null, to: Stripping): void {
  const refusal = refusalOf(node, parent, to.source);
  if (refusal !== null) {
    to.refused.push(refusal);
    return;
  }
  if (isErasedDeclaration(node)) {
    to.blanks.eraseStatement(startOf(node), endOf(node));
    return;
  }
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSTypeParameterDeclaration':
    case 'TSTypeParameterInstantiation':
      to.blanks.erase(startOf(node), endOf(node));
      return;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSInstantiationExpression':
      eraseAfter(node.expression, node, to);
      stripNode(node.expression, node, to);
      return;
    case 'TSNonNullExpression':
      to.blanks.erase(endOf(node) - 1, endOf(node));
      break;
    case 'TSTypeAssertion':
      to.blanks.erase(startOf(node), startOf(node.expression));
      stripNode(node.expression, node, to);
      return;
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
      for (const specifier of node.specifiers) eraseTypeSpecifier(specifier, to);
      break;
    case 'VariableDeclarator':
      if (node.definite === true) eraseMark(nameEnd(node.id, to.source), to);
      break;
    case 'Identifier':
      if (node.optional === true) eraseMark(nameEnd(node, to.source), to);
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      stripClass(node, to);
      break;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      stripFunction(node, to);
      break;
  }
  eachChild(node, (child) => stripNode(child, node, to));
}

/** Blanks what follows an expression to the end of the node around it: ` as T`, `<T>`. */
function eraseAfter(expression: Node, whole: Node, to: Stripping): void {
  const start = skipTrivia(to.source, endOf(expression));
  const end = endOf(whole);
  to.blanks.erase(start, end);
  const next = skipTrivia(to.source, end);
  // A type cannot be called or indexed across lines, so the statement ended here; its bare
  // expression could be, so now that must be said.
  if (/[([`]/.test(to.source.charAt(next)) && hasNewline(to.source, end, next)) {
    to.blanks.put(start, ';');
  }
}

function eraseTypeSpecifier(specifier: Node, to: Stripping): void {
  if (specifier.type === 'ImportSpecifier') {
    if (specifier.importKind !== 'type') return;
  } else if (specifier.type === 'ExportSpecifier') {
    if (specifier.exportKind !== 'type') return;
  } else return;
  eraseWithComma(specifier, to);
}

/** Blanks an item of a list together with the comma after it, if there is one. */
export function eraseWithComma(item: Node, { source, blanks }: Stripping): void {
  blanks.erase(startOf(item), endOf(item));
  const next = skipTrivia(source, endOf(item));
  if (source[next] === ',') blanks.erase(next, next + 1);
}

/** Blanks the `?` or `!` that comes next, and tells where it stood. */
export function eraseMark(from: number, { source, blanks }: Stripping): number {
  const at = skipTrivia(source, from);
  blanks.erase(at, at + 1);
  return at;
}

const NAME = /(?:\\u\{[^}]*\}|\\u[\da-fA-F]{4}|[$\p{ID_Continue}\u200c\u200d])+/uy;

/** Where the name itself ends: the node's own end is after its type. */
function nameEnd(node: Node, source: string): number {
  if (node.type !== 'Identifier') return endOf(node);
  NAME.lastIndex = startOf(node);
  NAME.test(source);
  return NAME.lastIndex;
}
