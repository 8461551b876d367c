import { quote } from '../../go/index.ts';
import { ParseError, parseBool } from '../codec/text.ts';
import type { Expression, Match } from './expression.ts';
import { FilterError } from './filter-error.ts';
import { memberShape, operatorsOf, type Shape } from './shape.ts';

/** Refuses a filter that does not fit: a member that is not there, an operator that it has not. */
export function validate(expression: Expression, shape: Shape): void {
  if (expression.kind === 'not') {
    validate(expression.operand, shape);
  } else if (expression.kind === 'match') {
    validateMatch(expression, shape);
  } else {
    validate(expression.left, shape);
    validate(expression.right, shape);
  }
}

function validateMatch({ selector, operator, value }: Match, shape: Shape): void {
  let found = shape;
  for (const [place, name] of selector.entries()) {
    const next = memberShape(found, name);
    if (next === undefined) {
      const known = selector.slice(0, place + 1).join('.');
      throw new FilterError(`Selector ${quote(known)} is not valid`);
    }
    found = next;
  }
  const path = quote(selector.join('.'));
  if (!operatorsOf(found).includes(operator)) {
    throw new FilterError(`Invalid match operator ${quote(operator)} for selector ${path}`);
  }
  const problem = valueProblem(found, operator, value);
  if (problem === '') return;
  if (operator.endsWith('Matches')) {
    throw new FilterError(`Failed to compile regular expression ${quote(value)}: ${problem}`);
  }
  throw new FilterError(`Failed to coerce value ${quote(value)} for selector ${path}: ${problem}`);
}

function valueProblem(shape: Shape, operator: string, value: string): string {
  try {
    if (shape.kind === 'bool') parseBool(value);
    if (operator.endsWith('Matches')) new RegExp(value, 'u');
  } catch (error) {
    return error instanceof ParseError ? error.message : 'error parsing regexp';
  }
  const isWhole = shape.kind !== 'number' || /^[+-]?\d+$/.test(value);
  return isWhole ? '' : `strconv.ParseInt: parsing ${quote(value)}: invalid syntax`;
}
