import type { Frame } from '../process/index.ts';

/**
 * What travels on a connection, piece by piece. Where connections carry HTTP/1 these are its
 * messages; a stream of something else (such as HTTP/2) is bytes that nobody looks into.
 */
export type Part = Frame | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** What one end of a connection is given. */
export interface End<P extends Part> {
  part(part: P): void;
  /** The other end closed in order. */
  ended(): void;
  /** The connection broke. */
  reset(): void;
}

/** What only those know who carry the parts: what they are made of, and how to reach a service. */
export interface Carrier<P extends Part> {
  /** The parts of an answer that no service gave. */
  answer(status: number, text: string): readonly P[];
  /** What tells a sender that so many of its body bytes were taken; null where nobody has to say so. */
  credit(bytes: number): P | null;
  /** A body part's first `bytes` bytes. */
  cut(body: P, bytes: number): P;
}

/** Whether it is the answer itself: other 1xx only announce it, and 101 ends HTTP on the connection. */
export function isFinal({ status }: { readonly status: number }): boolean {
  return status >= 200 || status === 101;
}

/** Bytes that a part takes of a link's bandwidth. */
export function bytesOf(part: Part): number {
  switch (part.kind) {
    case 'body':
    case 'bytes':
      return part.bytes.length;
    case 'request':
      return part.method.length + part.target.length + charactersIn(part.headers);
    case 'response':
      return part.reason.length + charactersIn(part.headers);
    case 'end':
      return charactersIn(part.trailers);
    case 'credit':
      return 0;
  }
}

function charactersIn(texts: readonly string[]): number {
  let characters = 0;
  for (const text of texts) characters += text.length;
  return characters;
}
