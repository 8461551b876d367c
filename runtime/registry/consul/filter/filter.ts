import type { Json } from '../codec/json.ts';
import { failure } from '../http/refusal.ts';
import { passes } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { FilterError } from './filter-error.ts';
import { parseFilter } from './parse.ts';
import type { Shape } from './shape.ts';
import { validate } from './validate.ts';

/** Decides what passes. */
export type Filter = (value: Json) => boolean;

/** Reads a filter for values of a shape; an empty text lets everything pass. */
export function createFilter(text: string, shape: Shape): Filter {
  if (text === '') return () => true;
  const expression = read(text, shape);
  return (value) => passes(expression, value);
}

/** Keeps the members of an object that pass. */
export function filterMembers(
  text: string,
  shape: Shape,
  members: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const filter = createFilter(text, shape);
  return Object.fromEntries(Object.entries(members).filter(([, value]) => filter(value)));
}

function read(text: string, shape: Shape): Expression {
  try {
    const expression = parseFilter(text);
    validate(expression, shape);
    return expression;
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw failure(`Failed to create boolean expression evaluator: ${error.message}`);
  }
}
