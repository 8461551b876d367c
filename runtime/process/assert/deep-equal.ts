/**
 * Deep equality as node:assert defines it.
 * https://nodejs.org/docs/latest-v20.x/api/assert.html#assertdeepstrictequalactual-expected-message
 */

/** util.isDeepStrictEqual, and what assert.deepStrictEqual asks. */
export function isDeepStrictEqual(left: unknown, right: unknown): boolean {
  return new Comparison(true).equal(left, right);
}

/** What assert.deepEqual asks: primitives by `==`, without prototypes and symbols. */
export function isDeepEqual(left: unknown, right: unknown): boolean {
  return new Comparison(false).equal(left, right);
}

type Bag = Record<PropertyKey, unknown>;

class Comparison {
  readonly #strict: boolean;
  /** Pairs that are being compared: met again inside themselves they count as equal. */
  readonly #open: [object, object][] = [];

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  equal(left: unknown, right: unknown): boolean {
    if (left === right) return left !== 0 || !this.#strict || Object.is(left, right);
    if (!isObject(left) || !isObject(right)) return this.#equalPrimitives(left, right);
    if (this.#strict && Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
    if (tagOf(left) !== tagOf(right) || !this.#sameKind(left, right)) return false;
    if (this.#open.some(([a, b]) => a === left && b === right)) return true;
    this.#open.push([left, right]);
    const equal = this.#equalProperties(left, right) && this.#equalElements(left, right);
    this.#open.pop();
    return equal;
  }

  #equalPrimitives(left: unknown, right: unknown): boolean {
    if (Number.isNaN(left) && Number.isNaN(right)) return true;
    // biome-ignore lint/suspicious/noDoubleEquals: this is what loose equality means
    return !this.#strict && !isObject(left) && !isObject(right) && left == right;
  }

  /** Compares what objects of the built-in kinds hold beside their properties. */
  #sameKind(left: object, right: object): boolean {
    for (const [kind, same] of KINDS) {
      const isKind = left instanceof kind;
      if (isKind !== right instanceof kind) return false;
      if (isKind && !same(left as never, right as never)) return false;
    }
    if (ArrayBuffer.isView(left)) return this.#equalViews(left, right as ArrayBufferView);
    return !(left instanceof Error) || this.#equalErrors(left, right as Error);
  }

  #equalViews(left: ArrayBufferView, right: ArrayBufferView): boolean {
    const isFloat = left instanceof Float32Array || left instanceof Float64Array;
    if (!this.#strict && isFloat) {
      const other = right as Float32Array | Float64Array;
      return left.length === other.length && left.every((value, index) => value === other[index]);
    }
    return equalBytes(bytesOf(left), bytesOf(right));
  }

  /** Errors say what they are in properties that are not enumerable; their stacks do not count. */
  #equalErrors(left: Error, right: Error): boolean {
    const [a, b] = [left as unknown as Bag, right as unknown as Bag];
    return ['message', 'name', 'cause', 'errors'].every((key) => {
      const enumerable = isEnumerable(left, key);
      if (enumerable !== isEnumerable(right, key)) return false;
      return enumerable || this.equal(a[key], b[key]);
    });
  }

  #equalProperties(left: object, right: object): boolean {
    const keys = this.#keysOf(left);
    if (keys.length !== this.#keysOf(right).length) return false;
    if (!keys.every((key) => isEnumerable(right, key))) return false;
    return keys.every((key) => this.equal((left as Bag)[key], (right as Bag)[key]));
  }

  #keysOf(object: object): PropertyKey[] {
    // The elements of a typed array have been compared as bytes.
    const names = ArrayBuffer.isView(object)
      ? Object.keys(object).filter((key) => !/^\d+$/.test(key))
      : Object.keys(object);
    if (!this.#strict) return names;
    const symbols = Object.getOwnPropertySymbols(object);
    return [...names, ...symbols.filter((symbol) => isEnumerable(object, symbol))];
  }

  #equalElements(left: object, right: object): boolean {
    if (left instanceof Set) {
      return this.#matched(left, right as Set<unknown>, (value, other) => this.equal(value, other));
    }
    if (!(left instanceof Map)) return true;
    const other = right as Map<unknown, unknown>;
    const sameEntry = (key: unknown, otherKey: unknown) =>
      this.equal(key, otherKey) && this.equal(left.get(key), other.get(otherKey));
    return this.#matched(left, other, sameEntry);
  }

  /** Whether each member of one collection has a partner of its own in the other. */
  #matched(
    left: ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>,
    right: ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>,
    same: (key: unknown, otherKey: unknown) => boolean,
  ): boolean {
    if (left.size !== right.size) return false;
    const waiting = new Set(right.keys());
    const unmatched: unknown[] = [];
    for (const key of left.keys()) {
      if (waiting.has(key) && same(key, key)) waiting.delete(key);
      else if (this.#strict && !isObject(key)) return false;
      else unmatched.push(key);
    }
    return unmatched.every((key) => {
      const partner = [...waiting].findIndex((otherKey) => same(key, otherKey));
      return partner !== -1 && waiting.delete([...waiting][partner]);
    });
  }
}

type Same = (left: never, right: never) => boolean;

/** Kinds of objects that hold something besides properties. */
const KINDS: readonly (readonly [new (...args: never[]) => object, Same])[] = [
  [Array, (left: unknown[], right: unknown[]) => left.length === right.length],
  [Date, (left: Date, right: Date) => left.getTime() === right.getTime()],
  [RegExp, sameRegExp],
  [Set, (left: Set<unknown>, right: Set<unknown>) => left.size === right.size],
  [Map, (left: Map<unknown, unknown>, right: Map<unknown, unknown>) => left.size === right.size],
  [Error, () => true],
  [URL, (left: URL, right: URL) => left.href === right.href],
  [
    ArrayBuffer,
    (left: ArrayBuffer, right: ArrayBuffer) =>
      equalBytes(new Uint8Array(left), new Uint8Array(right)),
  ],
  ...[Number, String, Boolean, BigInt, Symbol].map(
    (kind) =>
      [
        kind as unknown as new () => object,
        (left: object, right: object) => Object.is(left.valueOf(), right.valueOf()),
      ] as const,
  ),
];

function sameRegExp(left: RegExp, right: RegExp): boolean {
  return String(left) === String(right) && left.lastIndex === right.lastIndex;
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEnumerable(object: object, key: PropertyKey): boolean {
  return Object.prototype.propertyIsEnumerable.call(object, key);
}

function tagOf(object: object): string {
  return Object.prototype.toString.call(object);
}
