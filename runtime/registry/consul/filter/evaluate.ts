import type { Json } from '../codec/json.ts';
import { parseBool } from '../codec/text.ts';
import type { Expression, Match, Operator } from './expression.ts';

/** Whether a value passes a filter that fits its shape. */
export function passes(expression: Expression, value: Json): boolean {
  switch (expression.kind) {
    case 'and':
      return passes(expression.left, value) && passes(expression.right, value);
    case 'or':
      return passes(expression.left, value) || passes(expression.right, value);
    case 'not':
      return !passes(expression.operand, value);
    case 'match':
      return matches(expression, value, expression.selector);
  }
}

/** A list passes when any of its items does. What a map has not is unequal to everything. */
function matches(match: Match, value: Json | undefined, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return compare(match.operator, value ?? null, match.value);
  if (Array.isArray(value)) return value.some((item) => matches(match, item, path));
  const member = memberOf(value, name);
  return member === undefined ? isNegative(match.operator) : matches(match, member, rest);
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, Json>)[name] : undefined;
}

function isNegative(operator: Operator): boolean {
  return !['Equal', 'In', 'Is Not Empty', 'Matches'].includes(operator);
}

function compare(operator: Operator, found: Json, value: string): boolean {
  switch (operator) {
    case 'Equal':
      return equals(found, value);
    case 'Not Equal':
      return !equals(found, value);
    case 'In':
      return contains(found, value);
    case 'Not In':
      return !contains(found, value);
    case 'Is Empty':
      return sizeOf(found) === 0;
    case 'Is Not Empty':
      return sizeOf(found) > 0;
    case 'Matches':
      return new RegExp(value, 'u').test(String(found));
    case 'Not Matches':
      return !new RegExp(value, 'u').test(String(found));
  }
}

function equals(found: Json, value: string): boolean {
  if (typeof found === 'boolean') return found === parseBool(value);
  if (typeof found === 'number') return found === Number(value);
  return String(found) === value;
}

function contains(found: Json, value: string): boolean {
  if (typeof found === 'string') return found.includes(value);
  if (Array.isArray(found)) return found.some((item) => equals(item, value));
  return typeof found === 'object' && found !== null && Object.hasOwn(found, value);
}

function sizeOf(found: Json): number {
  if (typeof found === 'string' || Array.isArray(found)) return found.length;
  return typeof found === 'object' && found !== null ? Object.keys(found).length : 0;
}
