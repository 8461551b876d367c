/** A body as far as it is shown. */
export interface ShownBody {
  readonly text: string;
  /** Length of what has come, in bytes. */
  readonly bytes: number;
  /** Bytes that have come but are not shown. */
  readonly hidden: number;
}

/** Bytes of a body that are shown; the rest is counted. */
export const BODY_SHOWN_BYTES = 64 * 1024;

/**
 * Reads a response's body to its end, and shows it as it comes: some bodies never end. `broke` says
 * what ended it too early.
 */
export async function readBody(
  response: Response,
  signal: AbortSignal,
  onMore: (body: ShownBody) => void,
): Promise<{ readonly body: ShownBody; readonly broke: string | null }> {
  const decoder = new TextDecoder();
  let body: ShownBody = { text: '', bytes: 0, hidden: 0 };
  const reader = response.body?.getReader();
  if (reader === undefined) return { body, broke: null };
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    onMore(body);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const shown = value.subarray(0, Math.max(0, BODY_SHOWN_BYTES - body.bytes));
      const bytes = body.bytes + value.length;
      const text = body.text + decoder.decode(shown, { stream: true });
      body = { text, bytes, hidden: Math.max(0, bytes - BODY_SHOWN_BYTES) };
      onMore(body);
    }
    return { body, broke: signal.aborted ? 'You stopped it.' : null };
  } catch (error) {
    if (signal.aborted) return { body, broke: 'You stopped it.' };
    return { body, broke: error instanceof Error ? error.message : String(error) };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
