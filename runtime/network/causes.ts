import type { Cause } from './event.ts';

/** Traces of an instance that are remembered after their requests were answered. */
const MOST_TRACES = 1000;

interface Served {
  /** The exchanges that it is answering now. */
  readonly open: Set<number>;
  /** The last exchange that brought each trace. */
  readonly byTrace: Map<string, number>;
}

/**
 * Which request led to which. A service that passes the W3C header `traceparent` on says so itself;
 * of another it is known only while it serves one request and no other.
 */
export class Causes {
  readonly #served = new Map<string, Served>();

  /** A request has been sent to `to`. */
  begun(id: number, to: string, headers: readonly string[]): void {
    const served = this.#served.get(to) ?? { open: new Set(), byTrace: new Map() };
    this.#served.set(to, served);
    served.open.add(id);
    const trace = traceOf(headers);
    if (trace === null) return;
    served.byTrace.delete(trace);
    served.byTrace.set(trace, id);
    if (served.byTrace.size <= MOST_TRACES) return;
    const [oldest] = served.byTrace.keys();
    if (oldest !== undefined) served.byTrace.delete(oldest);
  }

  /** It has been answered, or never will be. */
  over(id: number, to: string): void {
    this.#served.get(to)?.open.delete(id);
  }

  /** The instance is gone. */
  forget(name: string): void {
    this.#served.delete(name);
  }

  /** What led `from` to send a request with these headers; null when nothing tells. */
  of(from: string, headers: readonly string[]): Cause | null {
    const served = this.#served.get(from);
    if (served === undefined) return null;
    const trace = traceOf(headers);
    const traced = trace === null ? undefined : served.byTrace.get(trace);
    if (traced !== undefined) return { id: traced, by: 'traceparent' };
    const [only, ...others] = served.open;
    return only === undefined || others.length > 0 ? null : { id: only, by: 'only-one-served' };
  }
}

const TRACEPARENT_NAME = 'traceparent';

/** The trace id of `traceparent` (W3C Trace Context, section 3.2). */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/;

function traceOf(headers: readonly string[]): string | null {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] ?? '';
    // Every header of every request comes by here: hardly any needs to be changed to be told apart.
    if (name.length !== TRACEPARENT_NAME.length || name.toLowerCase() !== TRACEPARENT_NAME)
      continue;
    return TRACEPARENT.exec(headers[at + 1] ?? '')?.[1] ?? null;
  }
  return null;
}
