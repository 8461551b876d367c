import { Fields, UndecodableBody } from '../codec/fields.ts';
import type { Json } from '../codec/json.ts';
import { JsonError, readJson } from '../codec/read-json.ts';
import { badRequest, tooLarge } from './refusal.ts';

/** Bytes of JSON that a request may carry. Consul has no such limit; memory has. */
const MAX_JSON_BYTES = 1024 * 1024;

/** A request, read as far as every handler needs it. */
export class Call {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was written. */
  readonly rawQuery: string;
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
    const [, path = '/', query = ''] =
      /^[^?#]*?:\/\/[^/?#]*([^?#]*)\??([^#]*)/.exec(request.url) ?? [];
    this.method = request.method;
    this.path = decodePath(path === '' ? '/' : path);
    this.rawQuery = query;
    this.query = new URLSearchParams(query);
  }

  get signal(): AbortSignal | null {
    return this.#request.signal ?? null;
  }

  /** A flag is set by its presence: `?recurse`, `?recurse=` and `?recurse=true` are the same. */
  has(name: string): boolean {
    return this.query.has(name);
  }

  param(name: string): string {
    return this.query.get(name) ?? '';
  }

  header(name: string): string {
    return this.#request.headers.get(name) ?? '';
  }

  /** The whole body. `setting` is the agent's option that limits it, as the refusal names it. */
  async bytes(limitBytes: number, setting: string): Promise<Uint8Array> {
    const announced = Number(this.header('content-length') || 0);
    if (announced > limitBytes) throw tooLarge(announced, limitBytes, setting);
    const reader = this.#request.body?.getReader();
    if (reader === undefined) return new Uint8Array(0);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return join(chunks, length);
      length += value.length;
      if (length > limitBytes) {
        await reader.cancel();
        throw tooLarge(length, limitBytes, setting);
      }
      chunks.push(value);
    }
  }

  async json(limitBytes: number, setting: string): Promise<Json> {
    return readJson(await this.#text(limitBytes, setting));
  }

  async #text(limitBytes: number, setting: string): Promise<string> {
    // A byte order mark is no space to Go.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return decoder.decode(await this.bytes(limitBytes, setting));
  }

  /**
   * Decodes the body with `decode`. `type` is the Go type that an error names. A body that cannot
   * be decoded is 400, with Go's reason; one that may be left out is `whenEmpty`.
   */
  async decode<T>(type: string, decode: (fields: Fields) => T, whenEmpty?: () => T): Promise<T> {
    try {
      const body = await this.#text(MAX_JSON_BYTES, 'limits');
      if (body === '' && whenEmpty !== undefined) return whenEmpty();
      return decode(new Fields(readJson(body), type));
    } catch (error) {
      if (error instanceof JsonError || error instanceof UndecodableBody) {
        throw badRequest(`Request decode failed: ${error.message}`);
      }
      throw error;
    }
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badRequest('400 Bad Request');
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
