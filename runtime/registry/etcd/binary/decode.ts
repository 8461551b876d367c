import { WireType } from '@bufbuild/protobuf/wire';
import { fromUtf8, toByteString } from '../bytes.ts';
import type { Field, Incoming, Kind, MessageType } from '../schema/schema.ts';
import { zeroOf } from '../schema/zero.ts';
import { CUT_OFF, WireReader } from './wire-reader.ts';

/**
 * A message from protobuf's binary form; members that are not known are passed over. Throws where
 * the bytes are no message, in the words of Go's generated code.
 */
export function decodeBinary<T extends MessageType>(type: T, bytes: Uint8Array): Incoming<T> {
  try {
    return decode(type, bytes) as Incoming<T>;
  } catch (error) {
    throw inGoWords(error);
  }
}

/** The library's own errors are about integers alone: one that is cut off, or has too many bytes. */
function inGoWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.message === 'premature EOF') return new Error(CUT_OFF);
  return error.message === 'invalid varint' ? new Error('proto: integer overflow') : error;
}

function decode(type: MessageType, bytes: Uint8Array): unknown {
  const reader = new WireReader(bytes);
  const message: Record<string, unknown> = {};
  for (const field of type.fields) message[field.name] = zeroOf(field);
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const { number, wireType, whole } = reader.readTag();
    if (wireType === WireType.EndGroup) {
      throw new Error(`proto: ${goName(type)}: wiretype end group for non-group`);
    }
    if (number <= 0) {
      throw new Error(`proto: ${goName(type)}: illegal tag ${number} (wire type ${whole})`);
    }
    const field = type.fields.find((some) => some.number === number);
    if (field === undefined) {
      reader.pos = from;
      reader.skipMember();
    } else {
      message[field.name] = decodeMember(reader, field, wireType, message[field.name]);
    }
  }
  return message;
}

function decodeMember(
  reader: WireReader,
  { camelName, kind, repeated }: Field,
  wireType: number,
  before: unknown,
): unknown {
  const isDelimited = kind.is === 'message' || kind.is === 'bytes' || kind.is === 'string';
  const isPacked = repeated && !isDelimited && wireType === WireType.LengthDelimited;
  if (isPacked) return [...(before as unknown[]), ...decodePacked(reader, kind)];
  if (wireType !== (isDelimited ? WireType.LengthDelimited : WireType.Varint)) {
    throw new Error(`proto: wrong wireType = ${wireType} for field ${capitalized(camelName)}`);
  }
  const value = decodeValue(reader, kind);
  return repeated ? [...(before as unknown[]), value] : value;
}

function* decodePacked(reader: WireReader, kind: Kind): Generator<unknown> {
  const length = reader.readLength();
  const end = reader.pos + length;
  if (end > reader.len) throw new Error(CUT_OFF);
  while (reader.pos < end) yield decodeValue(reader, kind);
}

function decodeValue(reader: WireReader, kind: Kind): unknown {
  switch (kind.is) {
    case 'message':
      return decode(kind.of(), reader.readBytes());
    case 'bytes':
      return toByteString(reader.readBytes());
    case 'string':
      return fromUtf8(toByteString(reader.readBytes()));
    case 'bool':
      return reader.bool();
    case 'enum': {
      const number = reader.int32();
      return kind.of.values[number] ?? number;
    }
    case 'int32':
      return reader.int32();
    case 'uint32':
      return reader.uint32();
    case 'int64':
      return Number(reader.int64());
    case 'uint64':
      return Number(reader.uint64());
    case 'id64':
      return BigInt(reader.int64());
    case 'uid64':
      return BigInt(reader.uint64());
  }
}

/** Without its package. */
function goName({ name }: MessageType): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function capitalized(camelName: string): string {
  return camelName.charAt(0).toUpperCase() + camelName.slice(1);
}
