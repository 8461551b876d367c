/**
 * Conversions of arguments in the words of undici 6, which Node 20 has for its fetch classes.
 * https://webidl.spec.whatwg.org
 */

/** Throws unless at least `needed` arguments were given. */
export function requireArguments(given: number, needed: number, prefix: string): void {
  if (given >= needed) return;
  const only = given === 0 ? '' : ' only';
  const plural = needed === 1 ? '' : 's';
  throw new TypeError(
    `${prefix}: ${needed} argument${plural} required, but${only} ${given} found.`,
  );
}

export function domString(value: unknown, prefix: string, argument: string): string {
  if (typeof value !== 'symbol') return String(value);
  throw new TypeError(
    `${prefix}: ${argument} is a symbol, which cannot be converted to a DOMString.`,
  );
}

/** A string whose every character fits into a byte. */
export function byteString(value: unknown, prefix: string, argument: string): string {
  const text = domString(value, prefix, argument);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 255) {
      throw new TypeError(
        `Cannot convert argument to a ByteString because the character at index ${index} has a value of ${code} which is greater than 255.`,
      );
    }
  }
  return text;
}

/** A string without lone surrogates, which have no UTF-8 form. */
export function scalarString(value: unknown): string {
  const text = `${value as string}`;
  return /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\uFFFD') : text;
}

/** An options argument: null and undefined mean none. */
export function dictionary<T extends object>(value: unknown, prefix: string): Partial<T> {
  if (value === null || value === undefined) return {};
  if (typeof value === 'object' || typeof value === 'function') return value as Partial<T>;
  throw new TypeError(
    `${prefix}: Expected ${value as string} to be one of: Null, Undefined, Object.`,
  );
}

/** One of an enumeration's values. */
export function enumerated<T extends string>(
  value: unknown,
  allowed: readonly T[],
  prefix: string,
  argument: string,
): T {
  const text = domString(value, prefix, argument);
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new TypeError(
    `${prefix}: ${text} is not an accepted type. Expected one of ${allowed.join(', ')}.`,
  );
}

/** A number from 0 to 65535, by the remainder as Web IDL has it. */
export function unsignedShort(value: unknown): number {
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? ((number % 65536) + 65536) % 65536 : 0;
}
