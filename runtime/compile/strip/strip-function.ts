import { endOf, type FunctionNode, hasNewline, skipTrivia, startOf } from '../syntax/ast.ts';
import { eraseWithComma, type Stripping } from './strip.ts';

/**
 * Blanks what only a function has: its `this` parameter, and line breaks in types
 * around an arrow's parameters that would end the expression once the types are gone.
 */
export function stripFunction(node: FunctionNode, to: Stripping): void {
  const first = node.params[0];
  if (first?.type === 'Identifier' && first.name === 'this') eraseWithComma(first, to);
  if (node.type === 'ArrowFunctionExpression') keepArrowTogether(node, to);
}

type Arrow = Extract<FunctionNode, { type: 'ArrowFunctionExpression' }>;

function keepArrowTogether(arrow: Arrow, { source, blanks }: Stripping): void {
  const { typeParameters, returnType } = arrow;

  if (typeParameters) {
    const open = skipTrivia(source, endOf(typeParameters));
    // `return <⏎T>(x) => x` would become `return⏎(x) => x`: the parenthesis moves up.
    if (hasNewline(source, startOf(typeParameters), open)) {
      blanks.erase(open, open + 1);
      blanks.put(startOf(typeParameters), '(');
    }
  }

  if (returnType) {
    const close = closingParenthesis(arrow, source);
    // No line may end between `)` and `=>`: the parenthesis moves down to the end of the type.
    if (hasNewline(source, close, endOf(returnType))) {
      blanks.erase(close, close + 1);
      blanks.put(endOf(returnType) - 1, ')');
    }
  }
}

/** Where the parameter list ends: after the last parameter and perhaps a comma. */
function closingParenthesis(arrow: Arrow, source: string): number {
  const last = arrow.params.at(-1);
  let at = last ? endOf(last) : openingParenthesis(arrow, source) + 1;
  at = skipTrivia(source, at);
  return source[at] === ',' ? skipTrivia(source, at + 1) : at;
}

function openingParenthesis(arrow: Arrow, source: string): number {
  if (arrow.typeParameters) return skipTrivia(source, endOf(arrow.typeParameters));
  return skipTrivia(source, startOf(arrow) + (arrow.async ? 'async'.length : 0));
}
