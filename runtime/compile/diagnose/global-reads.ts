import { eachChild, type Node, startOf } from '../syntax/ast.ts';
import { bindingsOf, isTypeAlone } from './member-reads.ts';

/** A place that takes a global as if it were there: `require('node:fs')`. */
export interface GlobalRead {
  readonly name: string;
  readonly at: number;
}

/**
 * Finds where a module reads globals of some names. It errs on the side of silence: a name that is
 * declared anywhere, or whose type is asked for (`typeof require`), is left out.
 */
export function globalReads(program: Node, names: ReadonlySet<string>): readonly GlobalRead[] {
  const reads: GlobalRead[] = [];
  const known = new Set<string>();
  const visit = (node: Node): void => {
    if (isTypeAlone(node)) return;
    if (node.type === 'ImportDeclaration') {
      for (const { local } of node.specifiers) known.add(local.name);
      return;
    }
    for (const name of bindingsOf(node)) known.add(name);
    if (node.type === 'Identifier') {
      if (names.has(node.name)) reads.push({ name: node.name, at: startOf(node) });
      return;
    }
    const asked = node.type === 'UnaryExpression' && node.operator === 'typeof';
    if (asked && node.argument.type === 'Identifier') known.add(node.argument.name);
    eachChild(node, (child) => {
      if (!isName(child, node)) visit(child);
    });
  };
  visit(program);
  return reads.filter(({ name }) => !known.has(name));
}

/** Whether an identifier is a mere name within its parent, and no reference. */
function isName(node: Node, parent: Node): boolean {
  if (node.type !== 'Identifier') return false;
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return node === parent.property && !parent.computed;
    case 'ObjectProperty':
      return node === parent.key && !parent.computed;
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
      return node === parent.key && !parent.computed;
    // A name that is exported is declared in the module, or a problem of its own.
    case 'ExportSpecifier':
    case 'MetaProperty':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'PrivateName':
      return true;
    default:
      return false;
  }
}
