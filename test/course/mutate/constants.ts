import type { Node } from '../../../runtime/compile/syntax/ast.ts';

/** Another constant in the place of this one; null where the node is none. */
export function changedConstant(node: Node): string | null {
  switch (node.type) {
    case 'NumericLiteral':
      return changedNumber(node.value);
    case 'BooleanLiteral':
      return String(!node.value);
    case 'StringLiteral':
      return node.value === '' ? "'changed'" : "''";
    case 'TemplateElement':
      return node.value.raw.trim() === '' ? null : '';
  }
  return null;
}

/** 1 becomes 0, for it is most often the first or the next; others become twice as much. */
function changedNumber(value: number): string {
  if (value === 0) return '1';
  return value === 1 ? '0' : String(value * 2);
}
