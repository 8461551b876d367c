import { endOf, type Node, type NodeOf, type Program, skipTrivia, startOf } from '../syntax/ast.ts';
import type { Blanks } from '../syntax/blanks.ts';
import type { Edits } from './edits.ts';
import type { LinkNames } from './references.ts';

interface Unwrapping {
  readonly blanks: Blanks;
  readonly edits: Edits;
  readonly names: LinkNames;
}

/** Takes away the statements that only a module may have; what they declare stays. */
export function unwrapModuleSyntax(program: Program, code: string, to: Unwrapping): void {
  for (const node of program.body) {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        to.blanks.eraseStatement(startOf(node), endOf(node));
        break;
      case 'ExportNamedDeclaration':
        if (node.declaration) to.blanks.erase(startOf(node), startOf(node.declaration));
        else to.blanks.eraseStatement(startOf(node), endOf(node));
        break;
      case 'ExportDefaultDeclaration':
        unwrapDefault(node, code, to);
        break;
    }
  }
}

function unwrapDefault(
  { start, declaration }: NodeOf<'ExportDefaultDeclaration'>,
  code: string,
  { blanks, edits, names }: Unwrapping,
): void {
  const from = start as number;
  const isFunction = declaration.type === 'FunctionDeclaration';
  if (isFunction || (declaration.type === 'ClassDeclaration' && declaration.id)) {
    blanks.erase(from, startOf(declaration));
    // A declaration, so that it is there before the module runs, as Node has it.
    if (isFunction && !declaration.id) {
      edits.insert(parameterList(declaration, code), ` ${names.anonymousDefault}`);
    }
    return;
  }
  // A property of that name gives an anonymous function or class its name, `default`.
  blanks.erase(from, startOf(declaration));
  edits.replace(from, from + 'export'.length, `const ${names.anonymousDefault}={default:`);
  edits.insertLast(endOf(declaration), '}.default;');
}

/** Where the `(` of an anonymous function stands. */
function parameterList(
  node: Node & { async?: boolean; generator?: boolean },
  code: string,
): number {
  let at = startOf(node);
  if (node.async) at = skipTrivia(code, at + 'async'.length);
  at = skipTrivia(code, at + 'function'.length);
  return node.generator ? skipTrivia(code, at + 1) : at;
}
