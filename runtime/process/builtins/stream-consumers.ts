import { Buffer } from 'buffer';
import { TextDecoder } from '../web/encoding/text-decoder.ts';

/** node:stream/consumers. https://nodejs.org/docs/latest-v20.x/api/webstreams.html#utility-consumers */
type Source = AsyncIterable<string | Uint8Array>;

export async function buffer(source: Source): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) {
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }
  return Buffer.concat(chunks);
}

export async function arrayBuffer(source: Source): Promise<ArrayBuffer> {
  return new Uint8Array(await buffer(source)).buffer;
}

export async function text(source: Source): Promise<string> {
  return new TextDecoder().decode(await buffer(source));
}

export async function json(source: Source): Promise<unknown> {
  return JSON.parse(await text(source));
}
