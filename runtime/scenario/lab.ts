import type { StepService } from '../course/step.ts';
import type { LedgerEvent, Random } from '../network/index.ts';
import type { Clock, Exit, Instance, Sandbox } from '../sandbox/index.ts';
import { NetworkError } from '../sandbox/index.ts';
import { ExpectationFailed, readable } from './expect.ts';
import type { Reply } from './reply.ts';

/** How long a service may take to listen, and to answer one request, in a check. */
export const START_LIMIT_MS = 10_000;
export const REQUEST_LIMIT_MS = 5_000;

/** What to look for in a service that takes a request and does not answer it. */
const SILENCE =
  'See that every way through the handler ends the response, and that nothing loops for ever.';

/** How long the end of an instance may come after the request that it broke. */
const LAST_WORDS_LIMIT_MS = 500;

/** What a scenario works with: services to start, requests to send, choices to make. */
export interface Lab {
  /** Seeded: the same check makes the same choices every time. */
  readonly random: Random;
  /** Starts one more instance of a service of this step, on a port that the sandbox chooses. */
  start(service: string): Promise<Instance>;
  /** Sends a request and reads the whole answer. No answer within the limit fails the check. */
  request(to: Instance, line: string, init?: RequestBody): Promise<Reply>;
}

export interface RequestBody {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LabOptions {
  readonly sandbox: Sandbox;
  readonly services: readonly StepService[];
  readonly random: Random;
  readonly signal: AbortSignal;
}

export function createLab({ sandbox, services, random, signal }: LabOptions): Lab {
  return {
    random,

    start(name) {
      const service = services.find((one) => one.name === name);
      if (service === undefined) {
        const known = services.map((one) => one.name).join(', ');
        throw new Error(`lab.start: this step has no service "${name}"; it has ${known}.`);
      }
      const spec = {
        service: name,
        entry: service.entry,
        port: 'any',
        env: {},
        startTimeoutMs: START_LIMIT_MS,
      } as const;
      return sandbox.start(spec, signal);
    },

    async request(to, line, { headers = {}, body } = {}) {
      const { method, path } = parseLine(line);
      const limit = AbortSignal.timeout(REQUEST_LIMIT_MS);
      const request = new Request(`http://${to.id}${path}`, {
        method,
        headers: { ...headers },
        body: body ?? null,
        redirect: 'manual',
        signal: AbortSignal.any([signal, limit]),
      });
      const before = sandbox.ledger.read().at(-1)?.seq ?? -1;
      const startedMs = sandbox.clock.nowMs();
      try {
        const response = await sandbox.fetch(to, request);
        const text = await response.text();
        const tookMs = sandbox.clock.nowMs() - startedMs;
        const event = findAnswer(sandbox.ledger.read(before + 1), request);
        return {
          method,
          path,
          status: response.status,
          headers: response.headers,
          text,
          tookMs,
          event,
        };
      } catch (error) {
        signal.throwIfAborted();
        const unanswered = (why: string, hint = '') => {
          const seen = sandbox.ledger.read().at(-1)?.seq ?? null;
          const sentence = `${method} ${readable(path)} should be answered, but ${why}.`;
          return new ExpectationFailed(sentence, seen, hint);
        };
        if (limit.aborted) {
          throw unanswered(`${to.id} gave no answer within ${REQUEST_LIMIT_MS / 1000} s`, SILENCE);
        }
        // An instance that crashed breaks its connections first and says why after that.
        const exit = await within(LAST_WORDS_LIMIT_MS, to.exited, sandbox.clock, signal);
        if (exit !== null) throw unanswered(`${to.id} ended (${howItEnded(exit)})`);
        throw unanswered(error instanceof NetworkError ? inWords(error.code) : String(error));
      }
    },
  };
}

/** What the promise resolves with; null when it has not by the limit, or the signal aborts. */
async function within<T>(
  limitMs: number,
  promise: Promise<T>,
  clock: Clock,
  signal: AbortSignal,
): Promise<T | null> {
  const waiting = new AbortController();
  const late = clock.sleep(limitMs, AbortSignal.any([signal, waiting.signal])).then(
    () => null,
    () => null,
  );
  const first = await Promise.race([promise, late]);
  waiting.abort();
  return first;
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
