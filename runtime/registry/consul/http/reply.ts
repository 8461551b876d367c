import { type Json, writeJson } from '../codec/json.ts';

/** What a handler answers: made into a `Response` at the very end. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export function json(value: Json, headers: Reply['headers'] = {}, status = 200): Reply {
  return { status, headers, body: { kind: 'json', value } };
}

/** Success without a value: an empty body, not `true`. */
export function done(): Reply {
  return { status: 200, headers: {}, body: { kind: 'none' } };
}

export function empty(status: number, headers: Reply['headers'] = {}): Reply {
  return { status, headers, body: { kind: 'none' } };
}

export function text(status: number, content: string, headers: Reply['headers'] = {}): Reply {
  const type = { 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: { kind: 'text', text: content } };
}

/** Makes the response; the class is the one of the place that runs this. */
export function toResponse(reply: Reply, pretty: boolean): Response {
  const { status, body } = reply;
  const headers: Record<string, string> = { Vary: 'Accept-Encoding' };
  if (body.kind === 'json') headers['Content-Type'] = 'application/json';
  Object.assign(headers, reply.headers);
  return new Response(content(body, pretty), { status, headers });
}

function content(body: Body, pretty: boolean): string | Uint8Array<ArrayBuffer> | null {
  switch (body.kind) {
    case 'none':
      return null;
    case 'json':
      return writeJson(body.value, pretty);
    case 'text':
      return body.text;
    case 'bytes':
      return new Uint8Array(body.bytes);
  }
}
