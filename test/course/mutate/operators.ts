import { endOf, type Node, startOf } from '../../../runtime/compile/syntax/ast.ts';

const PAIRS = [
  ['&&', '||'],
  ['<', '<='],
  ['>', '>='],
  ['===', '!=='],
  ['==', '!='],
  ['+', '-'],
  ['*', '/'],
  ['+=', '-='],
] as const;

/** What each operator is changed to. */
export const OTHER_OPERATOR: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
);

const EQUALITY = new Set(['===', '!==', '==', '!=']);

/** The condition's contrary, as a person would write it. */
export function negated(test: Node, source: string): string {
  const textOf = (start: number, end: number) => source.slice(start, end);
  if (test.type === 'UnaryExpression' && test.operator === '!') {
    return textOf(startOf(test.argument), endOf(test.argument));
  }
  if (test.type === 'BinaryExpression' && EQUALITY.has(test.operator)) {
    const at = source.indexOf(test.operator, endOf(test.left));
    const before = textOf(startOf(test), at);
    return `${before}${OTHER_OPERATOR.get(test.operator)}${textOf(at + test.operator.length, endOf(test))}`;
  }
  return `!(${textOf(startOf(test), endOf(test))})`;
}
