/** How a response says where it ends. */
export interface Framing {
  readonly lengthBytes: number | null;
  /** The end of the connection is the end of the response. */
  readonly closes: boolean;
  /** How long the connection may be kept afterwards; not at all when it is 0 or less. */
  readonly idleMs: number;
}

/** How long undici keeps a connection that the other end gave no limit for. */
const DEFAULT_IDLE_MS = 4000;
/** By how much undici lets go before the other end would, so as not to meet it half-way. */
const IDLE_MARGIN_MS = 2000;
const LONGEST_IDLE_MS = 600_000;

/** `hasBody` is false where a body is never sent: in answers to HEAD, for one. */
export function readFraming(headers: readonly string[], hasBody: boolean): Framing {
  let lengthBytes: number | null = null;
  let isChunked = false;
  let closes = false;
  let idleMs = DEFAULT_IDLE_MS;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i]?.toLowerCase();
    const value = headers[i + 1] ?? '';
    if (name === 'content-length' && hasBody) lengthBytes = Number.parseInt(value, 10);
    if (name === 'transfer-encoding') isChunked = true;
    if (name === 'connection') closes = /\bclose\b/i.test(value);
    const limit = name === 'keep-alive' ? /timeout=(\d+)/.exec(value) : null;
    if (limit !== null) {
      idleMs = Math.min(Number(limit[1]) * 1000 - IDLE_MARGIN_MS, LONGEST_IDLE_MS);
    }
  }
  const endsNowhere = hasBody && lengthBytes === null && !isChunked;
  return { lengthBytes, closes: closes || endsNowhere, idleMs };
}
