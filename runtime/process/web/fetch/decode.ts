import { deflate } from '../../on-demand/index.ts';
import type { ByteSource } from '../body/body.ts';
import type { HeaderList } from '../headers/header-list.ts';
import { terminated } from './errors.ts';

/** Codings that undici undoes one inside the other at most. */
const MAX_CODINGS = 5;

/**
 * The body as its sender meant it, with the codings of Content-Encoding undone. As in undici, an
 * unknown coding leaves the body as it came.
 * https://www.rfc-editor.org/rfc/rfc9110#field.content-encoding
 */
export function decodeBody(source: ByteSource, headers: HeaderList): ByteSource {
  const value = headers.get('content-encoding')?.toLowerCase() ?? '';
  const codings = value === '' ? [] : value.split(',').map((coding) => coding.trim());
  if (codings.length > MAX_CODINGS) {
    throw new Error(
      `too many content-encodings in response: ${codings.length}, maximum allowed is ${MAX_CODINGS}`,
    );
  }
  if (!codings.every((coding) => coding in DECODERS)) return source;
  return codings.reduceRight((inner, coding) => {
    const make = DECODERS[coding as keyof typeof DECODERS];
    return decodedBy(make(), inner);
  }, source);
}

interface Decoder {
  ondata: (bytes: Uint8Array<ArrayBuffer>) => void;
  push(bytes: Uint8Array<ArrayBuffer>, final: boolean): void;
}

const DECODERS = {
  gzip: (): Decoder => new (deflate().Gunzip)() as unknown as Decoder,
  'x-gzip': (): Decoder => new (deflate().Gunzip)() as unknown as Decoder,
  // Senders mean either zlib's form or bare deflate by it: this finds out.
  deflate: (): Decoder => new (deflate().Decompress)() as unknown as Decoder,
};

function decodedBy(decoder: Decoder, inner: ByteSource): ByteSource {
  const ready: Uint8Array<ArrayBuffer>[] = [];
  decoder.ondata = (bytes) => {
    if (bytes.length > 0) ready.push(bytes.slice());
  };
  return {
    async pull() {
      for (;;) {
        const next = ready.shift();
        if (next !== undefined) return next;
        const coded = await inner.pull();
        // What is missing at the end is not an error: undici flushes and is content.
        if (coded === null) return null;
        decode(decoder, coded);
      }
    },
    cancel: (reason) => inner.cancel(reason),
    failed: inner.failed,
  };
}

function decode(decoder: Decoder, coded: Uint8Array<ArrayBuffer>): void {
  try {
    decoder.push(coded, false);
  } catch {
    const cause = Object.assign(new Error('incorrect header check'), {
      errno: -3,
      code: 'Z_DATA_ERROR',
    });
    throw terminated(cause);
  }
}
