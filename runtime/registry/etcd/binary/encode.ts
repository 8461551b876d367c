import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { type ByteString, fromByteString } from '../bytes.ts';
import type { Field, Kind, MessageType, Outgoing } from '../schema/schema.ts';
import { isZero } from '../schema/zero.ts';

/** A message in protobuf's binary form (proto3): what has its zero value is left out. */
export function encodeBinary<T extends MessageType>(
  type: T,
  message: Outgoing<T>,
): Uint8Array<ArrayBuffer> {
  return encode(new BinaryWriter(), type, message).finish();
}

function encode(writer: BinaryWriter, { fields }: MessageType, message: object): BinaryWriter {
  for (const field of fields) {
    const value = (message as Readonly<Record<string, unknown>>)[field.name];
    if (isZero(field, value)) continue;
    if (!field.repeated) encodeMember(writer, field, value);
    else if (field.kind.is === 'enum') encodePacked(writer, field, value as readonly unknown[]);
    else for (const element of value as readonly unknown[]) encodeMember(writer, field, element);
  }
  return writer;
}

function encodeMember(writer: BinaryWriter, { kind, number }: Field, value: unknown): void {
  const isDelimited = kind.is === 'message' || kind.is === 'bytes' || kind.is === 'string';
  writer.tag(number, isDelimited ? WireType.LengthDelimited : WireType.Varint);
  if (kind.is === 'message') {
    writer.fork();
    encode(writer, kind.of(), value as object).join();
  } else encodeScalar(writer, kind, value);
}

/** Repeated numbers stand in one member, one after another. */
function encodePacked(writer: BinaryWriter, field: Field, values: readonly unknown[]): void {
  writer.tag(field.number, WireType.LengthDelimited).fork();
  for (const value of values) encodeScalar(writer, field.kind, value);
  writer.join();
}

function encodeScalar(writer: BinaryWriter, kind: Kind, value: unknown): void {
  switch (kind.is) {
    case 'message':
      return;
    case 'bytes':
      writer.bytes(fromByteString(value as ByteString));
      return;
    case 'string':
      writer.string(value as string);
      return;
    case 'bool':
      writer.bool(value as boolean);
      return;
    case 'enum':
      writer.int32(typeof value === 'number' ? value : kind.of.values.indexOf(value as string));
      return;
    case 'int32':
      writer.int32(value as number);
      return;
    case 'uint32':
      writer.uint32(value as number);
      return;
    case 'uint64':
    case 'uid64':
      writer.uint64(value as bigint);
      return;
    default:
      writer.int64(value as bigint);
  }
}
