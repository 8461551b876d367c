import { MAX_MESSAGE_BYTES, tooLong } from '../gateway/limits.ts';
import { Code, Refusal } from '../status.ts';

/** A byte that says whether it is compressed, and four of length. */
export const PREFIX_BYTES = 5;

/**
 * Messages from the pieces of a body (gRPC over HTTP/2, "Length-Prefixed-Message"). It holds no more
 * than one message and what came with its end.
 */
export class MessageReader {
  #pieces: Buffer[] = [];
  #bytes = 0;
  /** As many must be there before it is worth a look. */
  #neededBytes = PREFIX_BYTES;

  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
  }

  /** Whether a message has begun that is not whole. */
  get isWithin(): boolean {
    return this.#bytes > 0;
  }

  /** The next message; null while none is whole. Throws a Refusal, after which nothing can be read. */
  next(): Buffer | null {
    if (this.#bytes < this.#neededBytes) return null;
    const [first = Buffer.alloc(0), ...others] = this.#pieces;
    const all = others.length === 0 ? first : Buffer.concat(this.#pieces);
    const end = PREFIX_BYTES + lengthOf(all);
    if (all.length < end) {
      this.#pieces = [all];
      this.#neededBytes = end;
      return null;
    }
    this.#pieces = all.length === end ? [] : [all.subarray(end)];
    this.#bytes = all.length - end;
    this.#neededBytes = PREFIX_BYTES;
    return all.subarray(PREFIX_BYTES, end);
  }
}

function lengthOf(bytes: Buffer): number {
  const [format] = bytes;
  if (format === 1) throw internal('compressed flag set with identity or empty encoding');
  if (format !== 0) throw internal(`received unexpected payload format ${format}`);
  const length = bytes.readUInt32BE(1);
  if (length > MAX_MESSAGE_BYTES) throw tooLong(length);
  return length;
}

function internal(what: string): Refusal {
  return new Refusal(Code.INTERNAL, `grpc: ${what}`);
}
