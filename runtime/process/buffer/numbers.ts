import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument, nodeError } from '../errors/node-error.ts';

type Method = (this: Uint8Array, ...args: unknown[]) => unknown;

const FIXED = /^(read|write)(U?[Ii]nt|BigU?[Ii]nt|Float|Double)(8|16|32|64)?(LE|BE)?$/;
const SIZED = /^(read|write)(U?[Ii]nt)(LE|BE)$/;

/** Lets the methods that read and write numbers refuse what Node's refuse, in its words. */
export function fitNumbers(methods: Record<PropertyKey, unknown>): void {
  for (const name of Object.keys(methods)) {
    const fixed = FIXED.exec(name);
    const [, verb, kind = ''] = SIZED.exec(name) ?? fixed ?? [];
    if (verb === undefined) continue;
    const bytes = SIZED.test(name) ? null : bytesOf(fixed as RegExpExecArray);
    const number = checked(methods[name] as Method, verb === 'write', kind, bytes);
    methods[name] = Object.defineProperty(number, 'name', { value: name });
  }
}

function bytesOf([, , kind, bits]: RegExpExecArray): number {
  if (kind === 'Float') return 4;
  return kind === 'Double' ? 8 : Number(bits) / 8;
}

/** `size` is null where it is an argument. */
function checked(original: Method, writes: boolean, kind: string, size: number | null): Method {
  return function (...args) {
    const [value, ...rest] = writes ? args : [undefined, ...args];
    const [offset = 0] = rest;
    const bytes = size ?? (rest[1] as number);
    if (size === null && !(Number.isInteger(bytes) && bytes >= 1 && bytes <= 6)) {
      throw typeof bytes === 'number'
        ? outOfRange('byteLength', '>= 1 and <= 6', bytes)
        : invalidArgument('byteLength', 'of type number', bytes);
    }
    if (writes && /int/i.test(kind)) checkValue(value, kind, bytes);
    checkOffset(offset, bytes, this.length);
    return Reflect.apply(original, this, args);
  };
}

function checkValue(value: unknown, kind: string, bytes: number): void {
  const isBig = kind.startsWith('Big');
  if (isBig && typeof value !== 'bigint') throw invalidArgument('value', 'of type bigint', value);
  const number = isBig ? (value as bigint) : Number(value);
  const isSigned = !/u/i.test(kind);
  const bits = bytes * 8;
  const top = 2n ** BigInt(isSigned ? bits - 1 : bits);
  const bottom = isSigned ? -top : 0n;
  if (Number.isNaN(number) || (number >= bottom && number < top)) return;
  throw outOfRange('value', rangeOf(isBig, isSigned, bits), value);
}

function rangeOf(isBig: boolean, isSigned: boolean, bits: number): string {
  const n = isBig ? 'n' : '';
  if (bits > 32) {
    const low = isSigned ? `-(2${n} ** ${bits - 1}${n})` : `0${n}`;
    return `>= ${low} and < 2${n} ** ${isSigned ? bits - 1 : bits}${n}`;
  }
  const high = 2 ** (isSigned ? bits - 1 : bits);
  return `>= ${isSigned ? -high : 0} and <= ${high - 1}`;
}

function checkOffset(offset: unknown, bytes: number, length: number): void {
  if (typeof offset !== 'number') throw invalidArgument('offset', 'of type number', offset);
  if (!Number.isInteger(offset)) throw outOfRange('offset', 'an integer', offset);
  const last = length - bytes;
  if (last < 0) {
    const message = 'Attempt to access memory outside buffer bounds';
    throw nodeError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', message);
  }
  if (offset < 0 || offset > last) throw outOfRange('offset', `>= 0 and <= ${last}`, offset);
}
