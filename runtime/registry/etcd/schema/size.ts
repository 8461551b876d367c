import type { Field, Kind, MessageType } from './schema.ts';

/** The bytes that a message takes in its binary form; numbers count as their longest. */
export function sizeOf({ fields }: MessageType, message: object): number {
  let bytes = 0;
  for (const field of fields) {
    const value = (message as Readonly<Record<string, unknown>>)[field.name];
    if (field.repeated) {
      for (const element of (value ?? []) as readonly unknown[]) bytes += member(field, element);
    } else if (value) bytes += member(field, value);
  }
  return bytes;
}

function member({ kind, number }: Field, value: unknown): number {
  const tag = number < 16 ? 1 : 2;
  const length = lengthOf(kind, value);
  return tag + length + (kind.is === 'bytes' || kind.is === 'message' ? varint(length) : 0);
}

function lengthOf(kind: Kind, value: unknown): number {
  if (kind.is === 'message') return sizeOf(kind.of(), value as object);
  if (kind.is === 'bytes') return (value as string).length;
  if (kind.is === 'string') return 5 + (value as string).length * 3;
  if (kind.is === 'bool' || kind.is === 'enum') return 1;
  return 10;
}

function varint(value: number): number {
  return Math.floor(Math.log2(Math.max(1, value)) / 7) + 1;
}
