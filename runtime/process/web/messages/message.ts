import { Blob } from '../blob/blob.ts';
import type { Body } from '../body/body.ts';
import { FormData } from '../body/form-data.ts';
import { decodeMultipart } from '../body/multipart.ts';
import { DOMException } from '../dom-exception.ts';
import { TextDecoder } from '../encoding/text-decoder.ts';
import { type Headers, listOf } from '../headers/headers.ts';
import { contentType, serializeMimeType } from '../headers/mime-type.ts';
import type { ReadableStream } from '../streams/index.ts';
import { URLSearchParams } from '../url/url-search-params.ts';

/** One for all: it keeps nothing from one text to the next. */
const utf8 = new TextDecoder();

export let bodyOf: (message: Message) => Body | null;
export let setBody: (message: Message, body: Body | null) => void;
/** From now on a body that nobody has begun to read cannot be read. */
export let markAborted: (message: Message) => void;

/** What Request and Response share: a body, read once. https://fetch.spec.whatwg.org/#body-mixin */
export abstract class Message {
  abstract get headers(): Headers;
  #body: Body | null = null;
  #aborted = false;

  static {
    bodyOf = (message) => message.#body;
    setBody = (message, body) => {
      message.#body = body;
    };
    markAborted = (message) => {
      message.#aborted = true;
    };
  }

  get body(): ReadableStream<Uint8Array> | null {
    return this.#body?.stream ?? null;
  }

  get bodyUsed(): boolean {
    return this.#body?.used ?? false;
  }

  async text(): Promise<string> {
    return utf8.decode(await this.#consume());
  }

  async json(): Promise<unknown> {
    return JSON.parse(utf8.decode(await this.#consume()));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.#consume()).slice().buffer;
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#consume()).slice();
  }

  async blob(): Promise<Blob> {
    const bytes = await this.#consume();
    const type = contentType(listOf(this.headers));
    return new Blob([bytes], { type: type === null ? '' : serializeMimeType(type) });
  }

  async formData(): Promise<FormData> {
    const bytes = await this.#consume();
    const type = contentType(listOf(this.headers));
    if (type?.essence === 'multipart/form-data') {
      const form = decodeMultipart(bytes, type.parameters.get('boundary') ?? '');
      if (form === null) throw new TypeError('Failed to parse body as FormData.');
      return form;
    }
    if (type?.essence === 'application/x-www-form-urlencoded') {
      const form = new FormData();
      const parameters = new URLSearchParams(utf8.decode(bytes));
      for (const [name, value] of parameters) form.append(name, value);
      return form;
    }
    throw new TypeError(
      'Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".',
    );
  }

  async #consume(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#body?.unusable) {
      throw new TypeError('Body is unusable: Body has already been read');
    }
    if (this.#aborted) throw new DOMException('The operation was aborted.', 'AbortError');
    return this.#body === null ? new Uint8Array() : this.#body.consume();
  }
}
