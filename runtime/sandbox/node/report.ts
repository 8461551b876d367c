/** What a service's process tells the sandbox: written by preload.mjs, one JSON object a line. */
export type Report =
  /** A server listens; `host` is the IP address that it is bound to. */
  | { readonly type: 'listening'; readonly port: number; readonly host: string }
  /** A server could not have this port (EADDRINUSE). */
  | { readonly type: 'port-taken'; readonly port: number }
  /** An error that nothing caught; `stack` is as Node prints it. */
  | { readonly type: 'uncaught'; readonly stack: string };

/** Splits a stream of text into reports, as the text comes. */
export class ReportReader {
  readonly #onReport: (report: Report) => void;
  #rest = '';

  constructor(onReport: (report: Report) => void) {
    this.#onReport = onReport;
  }

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const report = parse(line);
      if (report !== null) this.#onReport(report);
    }
  }
}

/** Null for what is no report: the service can write to the descriptor too, and may write anything. */
function parse(line: string): Report | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { type, port, host, stack } = value as Record<string, unknown>;
  if (type === 'uncaught' && typeof stack === 'string') return { type, stack };
  if (typeof port !== 'number') return null;
  if (type === 'port-taken') return { type, port };
  if (type === 'listening' && typeof host === 'string') return { type, port, host };
  return null;
}
