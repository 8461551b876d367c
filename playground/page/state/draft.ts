/** A request as the learner writes it. */
export interface Draft {
  readonly method: string;
  readonly path: string;
  /** `name: value` lines. */
  readonly headers: string;
  readonly body: string;
  /** The port it goes to. */
  readonly port: number;
}

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Whether a request of this method carries a body. */
export function hasBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** The request that a draft describes. Throws an error that says what to write instead. */
export function toRequest(draft: Draft, signal: AbortSignal): Request {
  const path = draft.path.startsWith('/') ? draft.path : `/${draft.path}`;
  return new Request(`http://localhost:${draft.port}${path}`, {
    method: draft.method,
    headers: parseHeaders(draft.headers),
    body: hasBody(draft.method) && draft.body !== '' ? draft.body : null,
    redirect: 'manual',
    signal,
  });
}

/** Reads `name: value` lines; empty lines do not count. */
function parseHeaders(text: string): Headers {
  const headers = new Headers();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`The header "${line.trim()}" should look like "name: value".`);
    try {
      headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    } catch {
      throw new Error(`The header "${line.trim()}" has a character that HTTP does not allow.`);
    }
  }
  return headers;
}
