import { ProtocolViolation } from './violation.ts';

/** No single text is longer; how much a process may say in all is limited besides. */
export const LONGEST_TEXT = 16 * 1024 * 1024;

/** A message as it comes from a process: a structured clone, and of any shape. */
export type Untrusted = Readonly<Record<string, unknown>>;

/**
 * Each of these reads one field and throws a ProtocolViolation when it is not what it must be. What
 * they return is all that goes on, so that no field gets through which nobody has looked at.
 */
export function object(value: unknown, what: string): Untrusted {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Untrusted;
  }
  throw new ProtocolViolation(`${what} is no object`);
}

export function integer(from: Untrusted, name: string, least: number, most: number): number {
  const value = from[name];
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) {
    return value as number;
  }
  throw new ProtocolViolation(`${name} is no integer from ${least} to ${most}`);
}

export function number(from: Untrusted, name: string): number {
  const value = from[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ProtocolViolation(`${name} is no number`);
}

export function text(from: Untrusted, name: string, longest: number): string {
  const value = from[name];
  if (typeof value === 'string' && value.length <= longest) return value;
  throw new ProtocolViolation(`${name} is no text of at most ${longest} characters`);
}

export function boolean(from: Untrusted, name: string): boolean {
  const value = from[name];
  if (typeof value === 'boolean') return value;
  throw new ProtocolViolation(`${name} is neither true nor false`);
}

export function oneOf<Value extends string>(
  from: Untrusted,
  name: string,
  values: readonly Value[],
): Value {
  const value = from[name] as Value;
  if (values.includes(value)) return value;
  throw new ProtocolViolation(`${name} is none of ${values.join(', ')}`);
}

/** Raw header pairs: an even number of texts. */
export function headers(from: Untrusted, name: string): readonly string[] {
  const value = from[name];
  if (Array.isArray(value) && value.length % 2 === 0 && isTexts(value)) return value;
  throw new ProtocolViolation(`${name} is no list of names and values`);
}

/** By index, for `every` passes over holes. */
function isTexts(list: readonly unknown[]): list is readonly string[] {
  for (let at = 0; at < list.length; at++) if (typeof list[at] !== 'string') return false;
  return true;
}
