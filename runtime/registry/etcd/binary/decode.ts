import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { toByteString } from '../bytes.ts';
import type { Field, Incoming, Kind, MessageType } from '../schema/schema.ts';
import { zeroOf } from '../schema/zero.ts';

const CUT_OFF = 'unexpected EOF';

/**
 * A message from protobuf's binary form; members that are not known are passed over. Throws where
 * the bytes are no message, mostly in the words of Go's generated code.
 */
export function decodeBinary<T extends MessageType>(type: T, bytes: Uint8Array): Incoming<T> {
  const reader = new BinaryReader(bytes);
  try {
    return decode(reader, type, reader.len) as Incoming<T>;
  } catch (error) {
    const isCutOff = error instanceof RangeError && error.message === 'premature EOF';
    throw isCutOff ? new Error(CUT_OFF) : error;
  }
}

function decode(reader: BinaryReader, type: MessageType, end: number): unknown {
  const message: Record<string, unknown> = {};
  for (const field of type.fields) message[field.name] = zeroOf(field);
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = type.fields.find((some) => some.number === number);
    if (field === undefined) reader.skip(wireType, number);
    else message[field.name] = decodeMember(reader, field, wireType, message[field.name]);
  }
  return message;
}

function decodeMember(
  reader: BinaryReader,
  { camelName, kind, repeated }: Field,
  wireType: WireType,
  before: unknown,
): unknown {
  const isDelimited = kind.is === 'message' || kind.is === 'bytes' || kind.is === 'string';
  const isPacked = repeated && !isDelimited && wireType === WireType.LengthDelimited;
  if (isPacked) return [...(before as unknown[]), ...decodePacked(reader, kind)];
  if ((wireType === WireType.LengthDelimited) !== isDelimited) {
    throw new Error(`proto: wrong wireType = ${wireType} for field ${goName(camelName)}`);
  }
  const value = decodeValue(reader, kind);
  return repeated ? [...(before as unknown[]), value] : value;
}

function* decodePacked(reader: BinaryReader, kind: Kind): Generator<unknown> {
  const end = reader.uint32() + reader.pos;
  while (reader.pos < end) yield decodeValue(reader, kind);
}

function decodeValue(reader: BinaryReader, kind: Kind): unknown {
  switch (kind.is) {
    case 'message': {
      const length = reader.uint32();
      if (reader.pos + length > reader.len) throw new Error(CUT_OFF);
      return decode(reader, kind.of(), reader.pos + length);
    }
    case 'bytes':
      return toByteString(reader.bytes());
    case 'string':
      return reader.string();
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

function goName(camelName: string): string {
  return camelName.charAt(0).toUpperCase() + camelName.slice(1);
}
