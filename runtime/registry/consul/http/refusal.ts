/**
 * An answer that is not the one asked for: a status and the real server's plain text. Whatever
 * else a handler throws is answered with 500 and its message, as Consul does with Go's errors.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

export function badRequest(text: string): Refusal {
  return new Refusal(400, text);
}

export function notFound(text: string): Refusal {
  return new Refusal(404, text);
}

/** What Consul has no status of its own for. */
export function failure(text: string): Refusal {
  return new Refusal(500, text);
}

/** Consul's text for bodies that are too long; `setting` is the agent's option that says how long. */
export function tooLarge(bytes: number, limitBytes: number, setting: string): Refusal {
  const place = `https://developer.hashicorp.com/docs/agent/config/config-files#${setting}`;
  const text = `Request body(${bytes} bytes) too large, max size: ${limitBytes} bytes. See ${place}.`;
  return new Refusal(413, text);
}
