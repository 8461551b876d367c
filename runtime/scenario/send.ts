import type { LedgerEvent } from '../network/index.ts';
import {
  type Address,
  type Exit,
  type Instance,
  NetworkError,
  type Sandbox,
} from '../sandbox/index.ts';
import { deadline, within } from './deadline.ts';
import { ExpectationFailed, readable } from './expect.ts';
import type { Reply } from './reply.ts';

/** What to look for in a service that takes a request and does not answer it. */
const SILENCE =
  'See that every way through the handler ends the response, that nothing is waited for without a limit, and that nothing loops for ever.';

/** How long the end of an instance may come after the request that it broke. */
const LAST_WORDS_LIMIT_MS = 500;

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How long the answer may take, in milliseconds. */
  readonly limitMs?: number;
}

/** A request that got no answer, where the scenario asked for the outcome, whatever it is. */
export interface NoReply {
  readonly status: null;
  readonly method: string;
  readonly path: string;
  /** ECONNREFUSED, ECONNRESET, ETIMEDOUT, …; `TIMEOUT` when the limit passed. */
  readonly code: string;
  readonly tookMs: number;
}

/** Sends a request and reads the whole answer. Rejects when the signal aborts, or the check has a bug. */
export async function send(
  sandbox: Sandbox,
  to: Instance | Address,
  line: string,
  { headers = {}, body, limitMs = REQUEST_LIMIT_MS }: RequestOptions,
  signal: AbortSignal,
): Promise<Reply | NoReply> {
  const { method, path } = parseLine(line);
  const limit = deadline(sandbox.clock, limitMs, signal);
  const request = new Request(`http://lab.test${path}`, {
    method,
    headers: { ...headers },
    body: body ?? null,
    redirect: 'manual',
    signal: limit.signal,
  });
  const before = sandbox.ledger.read().at(-1)?.seq ?? -1;
  const startedMs = sandbox.clock.nowMs();
  try {
    const response = await sandbox.fetch(to, request);
    const text = await response.text();
    const tookMs = sandbox.clock.nowMs() - startedMs;
    const event = findAnswer(sandbox.ledger.read(before + 1), request);
    const { status, headers } = response;
    return { method, path, status, headers, text, tookMs, event };
  } catch (error) {
    signal.throwIfAborted();
    const tookMs = sandbox.clock.nowMs() - startedMs;
    if (limit.isLate) return { status: null, method, path, code: 'TIMEOUT', tookMs };
    if (!(error instanceof NetworkError)) throw error;
    return { status: null, method, path, code: error.code, tookMs };
  } finally {
    limit.clear();
  }
}

/** How long a service may take to answer one request, in a check. */
export const REQUEST_LIMIT_MS = 5_000;

/** The expectation that an answer should have come, failed: in one sentence, with why it did not. */
export async function unanswered(
  sandbox: Sandbox,
  to: Instance | Address,
  { method, path, code, tookMs }: NoReply,
  signal: AbortSignal,
): Promise<ExpectationFailed> {
  const failed = (why: string, hint = '') => {
    const seen = sandbox.ledger.read().at(-1)?.seq ?? null;
    const sentence = `${method} ${readable(path)} should be answered, but ${why}.`;
    return new ExpectationFailed(sentence, seen, hint);
  };
  const name = 'port' in to ? `localhost:${to.port}` : to.id;
  if (code === 'TIMEOUT') {
    return failed(`${name} gave no answer within ${Math.round(tookMs) / 1000} s`, SILENCE);
  }
  // An instance that crashed breaks its connections first and says why after that.
  const exit =
    'port' in to ? null : await within(LAST_WORDS_LIMIT_MS, to.exited, sandbox.clock, signal);
  if (exit !== null) return failed(`${name} ended (${howItEnded(exit)})`);
  return failed(inWords(code));
}

function howItEnded(exit: Exit): string {
  return exit.by === 'code' ? `exit code ${exit.code}` : exit.signal;
}

/** `"GET /hello"` → method and path. */
function parseLine(line: string): { method: string; path: string } {
  const match = /^([A-Z]+) (\/.*)$/.exec(line);
  if (match === null) throw new Error(`lab.request: "${line}" should look like "GET /path".`);
  return { method: match[1] as string, path: match[2] as string };
}

/** The ledger's entry for the answer to a request, or for the request when there is none. */
function findAnswer(events: readonly LedgerEvent[], { method, url }: Request): number | null {
  const { pathname, search } = new URL(url);
  const path = pathname + search;
  const request = events.find(
    (e) => e.type === 'request' && e.method === method && e.path === path,
  );
  if (request?.type !== 'request') return null;
  const answer = events.find((e) => e.type === 'response' && e.id === request.id);
  return (answer ?? request).seq;
}

function inWords(code: string): string {
  const words: Record<string, string> = {
    ECONNREFUSED: 'the connection was refused: nothing listens there (ECONNREFUSED)',
    ECONNRESET: 'the connection broke before the answer was complete (ECONNRESET)',
    ETIMEDOUT: 'the connection could not be made in time (ETIMEDOUT)',
  };
  return words[code] ?? `the request failed (${code})`;
}
