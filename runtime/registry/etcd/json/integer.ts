import type { Integer } from '../schema/schema.ts';
import { mismatch, outOf } from './decode.ts';
import { type Json, JsonNumber, JsonReader, UNEXPECTED_EOF } from './parse.ts';
import { JsonError } from './syntax-error.ts';

const RANGES: Readonly<Record<Integer, { goType: string; from: bigint; to: bigint }>> = {
  int64: { goType: 'int64', from: -(2n ** 63n), to: 2n ** 63n - 1n },
  id64: { goType: 'int64', from: -(2n ** 63n), to: 2n ** 63n - 1n },
  uint64: { goType: 'uint64', from: 0n, to: 2n ** 64n - 1n },
  uid64: { goType: 'uint64', from: 0n, to: 2n ** 64n - 1n },
  int32: { goType: 'int32', from: -(2n ** 31n), to: 2n ** 31n - 1n },
  uint32: { goType: 'uint32', from: 0n, to: 2n ** 32n - 1n },
};

/** An integer from a JSON number, or from a string that has one in it, as jsonpb takes it. */
export function readInteger(kind: Integer, json: Json): number | bigint {
  const { goType, from, to } = RANGES[kind];
  const value = typeof json === 'string' ? unquoted(json) : json;
  const isBig = kind === 'id64' || kind === 'uid64';
  if (value === null) return isBig ? 0n : 0;
  if (!(value instanceof JsonNumber)) throw mismatch(value, goType);
  if (value.text.length <= 15 && /^\d+$/.test(value.text) && !isBig && goType !== 'uint32') {
    return Number(value.text);
  }
  if (!/^-?\d+$/.test(value.text)) throw outOf(value, goType);
  const integer = BigInt(value.text);
  if (integer < from || integer > to) throw outOf(value, goType);
  return isBig ? integer : Number(integer);
}

/** json.Unmarshal, which reads from memory: it takes the end for one more space. */
function unquoted(text: string): Json {
  const reader = new JsonReader(`${text} `);
  let value: Json | undefined;
  try {
    value = reader.next();
  } catch (error) {
    throw error instanceof JsonError && error.message === UNEXPECTED_EOF ? ended() : error;
  }
  if (value === undefined) throw ended();
  reader.expectEnd();
  return value;
}

const ended = () => new JsonError('unexpected end of JSON input');
