import type { ByteString } from '../bytes.ts';
import type { Field, Kind, MessageType, Outgoing } from '../schema/schema.ts';
import { isZero } from '../schema/zero.ts';
import { toBase64 } from './base64.ts';

/**
 * A message as JSON by the rules of Go's jsonpb: members in their order, none that has its zero
 * value, 64-bit integers as strings, bytes in base64.
 */
export function encodeJson<T extends MessageType>(type: T, message: Outgoing<T>): string {
  return encodeMessage(type, message as Readonly<Record<string, unknown>>);
}

function encodeMessage({ fields }: MessageType, message: Readonly<Record<string, unknown>>) {
  let text = '{';
  for (const field of fields) {
    const value = message[field.name];
    if (!isZero(field, value)) {
      text += `${text === '{' ? '' : ','}"${field.name}":${encodeField(field, value)}`;
    }
  }
  return `${text}}`;
}

function encodeField({ kind, repeated }: Field, value: unknown): string {
  if (!repeated) return encodeValue(kind, value);
  let text = '[';
  for (const element of value as readonly unknown[]) {
    text += `${text === '[' ? '' : ','}${encodeValue(kind, element)}`;
  }
  return `${text}]`;
}

function encodeValue(kind: Kind, value: unknown): string {
  switch (kind.is) {
    case 'message':
      return encodeMessage(kind.of(), value as Readonly<Record<string, unknown>>);
    case 'bytes':
      return `"${toBase64(value as ByteString)}"`;
    case 'string':
      return goString(value as string);
    case 'enum':
      return typeof value === 'number' ? String(value) : `"${value}"`;
    case 'bool':
    case 'int32':
    case 'uint32':
      return String(value);
    default:
      return `"${value}"`;
  }
}

/** A text as Go's encoding/json writes it: safe within HTML. */
export function goString(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
