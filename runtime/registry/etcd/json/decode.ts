import { quoteUtf8 } from '../../go/index.ts';
import type { ByteString } from '../bytes.ts';
import { fromUtf8 } from '../bytes.ts';
import {
  camelCase,
  type EnumType,
  type Field,
  type Incoming,
  type Kind,
  type MessageType,
} from '../schema/schema.ts';
import { zeroOf } from '../schema/zero.ts';
import { fromBase64 } from './base64.ts';
import { readInteger } from './integer.ts';
import { type Json, JsonNumber } from './parse.ts';
import { JsonError } from './syntax-error.ts';
import { unescaped } from './unescaped.ts';

/**
 * A message from JSON by the rules of Go's jsonpb, as etcd's gateway uses it: a member goes by its
 * camel-case name or else by its own, unknown members are passed over, null counts as not there.
 * Throws a JsonError with Go's text.
 */
export function decodeJson<T extends MessageType>(type: T, json: Json): Incoming<T> {
  return decodeMessage(type, json) as Incoming<T>;
}

function decodeMessage(type: MessageType, json: Json): unknown {
  if (json !== null && !(json instanceof Map)) {
    throw mismatch(json, 'map[string]json.RawMessage');
  }
  if (type.oneof !== null) refuseOneof(type, type.oneof, json);
  const message: Record<string, unknown> = {};
  for (const field of type.fields) {
    const value = json?.get(json.has(field.camelName) ? field.camelName : field.name) ?? null;
    message[field.name] = value === null ? zeroOf(field) : decodeField(field, value);
  }
  return message;
}

/** jsonpb takes the name of a `oneof` for that of a member, but no value fits its Go type. */
function refuseOneof({ name }: MessageType, oneof: string, json: Map<string, Json> | null): void {
  const value = json?.get(oneof) ?? null;
  if (value === null) return;
  const goName = camelCase(`_${oneof}`);
  throw mismatch(
    value,
    name.replace(/\.(.*)$/, (_, own: string) => `.is${own}_${goName}`),
  );
}

function decodeField({ kind, repeated }: Field, json: Json): unknown {
  if (!repeated) return decodeValue(kind, json);
  if (!Array.isArray(json)) throw mismatch(json, '[]json.RawMessage');
  return json.map((element) => decodeElement(kind, element));
}

function decodeElement(kind: Kind, json: Json): unknown {
  // The real gateway dies of a nil message here; an answer is better.
  if (json === null && kind.is === 'message') {
    throw mismatch(json, 'map[string]json.RawMessage');
  }
  return json === null ? zeroOf({ kind, repeated: false }) : decodeValue(kind, json);
}

function decodeValue(kind: Kind, json: Json): unknown {
  switch (kind.is) {
    case 'message':
      return decodeMessage(kind.of(), json);
    case 'bytes':
      return decodeBytes(json);
    case 'string':
      if (typeof json !== 'string') throw mismatch(json, 'string');
      return fromUtf8(unescaped(json));
    case 'bool':
      if (typeof json !== 'boolean') throw mismatch(json, 'bool');
      return json;
    case 'enum':
      return decodeEnum(kind.of, json);
    default:
      return readInteger(kind.is, json);
  }
}

function decodeBytes(json: Json): ByteString {
  if (typeof json === 'string') return fromBase64(unescaped(json));
  if (!Array.isArray(json)) throw mismatch(json, '[]uint8');
  return json.map((element) => String.fromCharCode(decodeByte(element))).join('');
}

function decodeByte(json: Json): number {
  if (json === null) return 0;
  if (!(json instanceof JsonNumber)) throw mismatch(json, 'uint8');
  if (!/^\d{1,3}$/.test(json.text) || Number(json.text) > 255) throw outOf(json, 'uint8');
  return Number(json.text);
}

function decodeEnum({ name, values }: EnumType, json: Json): string | number {
  if (typeof json === 'string') {
    // jsonpb takes it as it is written: an escape is no letter of a name.
    if (values.includes(json)) return json;
    throw new JsonError(`unknown value ${quoteUtf8(json)} for enum ${name}`);
  }
  if (!(json instanceof JsonNumber)) throw mismatch(json, name);
  const number = Number(json.text);
  if (!/^-?\d+$/.test(json.text) || (number | 0) !== number) throw outOf(json, name);
  return values[number] ?? number;
}

export function mismatch(json: Json, goType: string): JsonError {
  return new JsonError(`json: cannot unmarshal ${kindOf(json)} into Go value of type ${goType}`);
}

export function outOf({ text }: JsonNumber, goType: string): JsonError {
  return new JsonError(`json: cannot unmarshal number ${text} into Go value of type ${goType}`);
}

function kindOf(json: Json): string {
  if (json instanceof JsonNumber) return 'number';
  if (Array.isArray(json)) return 'array';
  if (json instanceof Map) return 'object';
  return typeof json === 'boolean' ? 'bool' : typeof json === 'string' ? 'string' : 'null';
}
