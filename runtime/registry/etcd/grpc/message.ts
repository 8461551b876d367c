import { decodeBinary } from '../binary/decode.ts';
import { encodeBinary } from '../binary/encode.ts';
import { checkSize } from '../gateway/limits.ts';
import type { MessageType } from '../schema/schema.ts';
import { Code, Refusal } from '../status.ts';
import { PREFIX_BYTES } from './message-reader.ts';

/** A message as it goes over a stream: its prefix, then its bytes. */
export function framed(type: MessageType, message: object): Buffer {
  const bytes = encodeBinary(type, message as never);
  const frame = Buffer.allocUnsafe(PREFIX_BYTES + bytes.length);
  frame[0] = 0;
  frame.writeUInt32BE(bytes.length, 1);
  frame.set(bytes, PREFIX_BYTES);
  return frame;
}

/** Reads a request. Throws a Refusal, which begins with what Go's gRPC says of a message that is none. */
export function messageOf(type: MessageType, bytes: Buffer, unreadable: string): unknown {
  let message: unknown;
  try {
    message = decodeBinary(type, bytes);
  } catch (error) {
    throw new Refusal(Code.INTERNAL, `grpc: ${unreadable} ${(error as Error).message}`);
  }
  checkSize(bytes.length);
  return message;
}
