import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** The input ended before the message did. */
export const CUT_OFF = 'unexpected EOF';

export interface Tag {
  /** That of the member; Go keeps 32 bits of it. */
  readonly number: number;
  readonly wireType: number;
  /** Both together, as they were sent. */
  readonly whole: number | bigint;
}

/** Reads what one message is made of, as Go's generated code for etcd does, with its errors. */
export class WireReader extends BinaryReader {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.#bytes = bytes;
  }

  readTag(): Tag {
    const byte = this.#bytes[this.pos] ?? 0xff;
    // Nearly all are one byte.
    if (byte < 0x80) {
      this.pos++;
      return { number: byte >> 3, wireType: byte & 7, whole: byte };
    }
    const whole = BigInt(this.uint64());
    return { number: Number(BigInt.asIntN(32, whole >> 3n)), wireType: Number(whole & 7n), whole };
  }

  /** Bytes with their length before them. */
  readBytes(): Uint8Array {
    const length = this.readLength();
    this.#pass(length);
    return this.#bytes.subarray(this.pos - length, this.pos);
  }

  readLength(): number {
    const length = BigInt(this.int64());
    if (length < 0n) throw new Error('proto: negative length found during unmarshaling');
    return Number(length);
  }

  /** Passes over a member that is not known, from its tag on; a group with all that is in it. */
  skipMember(): void {
    let depth = 0;
    do {
      const { wireType } = this.readTag();
      if (wireType === WireType.StartGroup) depth++;
      else if (wireType === WireType.EndGroup) depth--;
      else this.#skipValue(wireType);
    } while (depth > 0);
  }

  #skipValue(wireType: number): void {
    if (wireType === WireType.Varint) this.uint64();
    else if (wireType === WireType.Bit64) this.#pass(8);
    else if (wireType === WireType.Bit32) this.#pass(4);
    else if (wireType === WireType.LengthDelimited) this.#pass(this.readLength());
    else throw new Error(`proto: illegal wireType ${wireType}`);
  }

  #pass(bytes: number): void {
    if (this.pos + bytes > this.len) throw new Error(CUT_OFF);
    this.pos += bytes;
  }
}
