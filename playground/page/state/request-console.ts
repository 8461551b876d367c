import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { TryRequest } from '../../../runtime/course/step.ts';
import type { Sandbox } from '../../../runtime/sandbox/index.ts';
import { type Draft, toRequest } from './draft.ts';
import { readBody, type ShownBody } from './shown-body.ts';

/** What became of the last request. */
export type Exchange =
  | { readonly state: 'none' }
  | { readonly state: 'waiting'; readonly line: string }
  | {
      readonly state: 'answered';
      readonly line: string;
      readonly status: number;
      readonly reason: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: ShownBody;
      /** Until the whole body had come, or has come so far. */
      readonly tookMs: number;
      /** False while the body is still coming. */
      readonly complete: boolean;
      /** What broke the body off, if something did. */
      readonly broke: string | null;
    }
  | {
      readonly state: 'failed';
      readonly line: string;
      readonly message: string;
      readonly tookMs: number;
    };

/** Sends the learner's requests, one at a time, and shows the answers. */
export interface RequestConsole {
  readonly draft: Signal<Draft>;
  readonly exchange: ReadonlySignal<Exchange>;
  /** Sends the draft to what listens on its port. */
  send(): Promise<void>;
  /** Gives up waiting; what has come so far stays. */
  stop(): void;
}

export interface RequestConsoleOptions {
  readonly first: TryRequest;
  readonly port: number;
  readonly sandbox: () => Promise<Sandbox>;
  readonly nowMs: () => number;
}

export function createRequestConsole(options: RequestConsoleOptions): RequestConsole {
  const { first, port, sandbox, nowMs } = options;
  const { method, path, body } = first;
  const headers = isJson(body) ? 'content-type: application/json' : '';
  const draft = signal<Draft>({ method, path, headers, body, port });
  const exchange = signal<Exchange>({ state: 'none' });
  let sending: AbortController | null = null;

  async function send(): Promise<void> {
    sending?.abort();
    const mine = new AbortController();
    sending = mine;
    const { method, path, port } = draft.value;
    const line = `${method} ${path}`;
    const startedMs = nowMs();
    const tookMs = () => nowMs() - startedMs;
    const show = (next: Exchange) => {
      if (sending === mine) exchange.value = next;
    };
    show({ state: 'waiting', line });
    try {
      const request = toRequest(draft.value, mine.signal);
      const response = await (await sandbox()).fetch({ port }, request);
      const { status, statusText: reason } = response;
      const head = { state: 'answered', line, status, reason } as const;
      const headers = [...response.headers];
      const onMore = (body: ShownBody) =>
        show({ ...head, headers, body, tookMs: tookMs(), complete: false, broke: null });
      const { body, broke } = await readBody(response, mine.signal, onMore);
      show({ ...head, headers, body, tookMs: tookMs(), complete: true, broke });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = mine.signal.aborted ? 'You stopped waiting for the answer.' : why;
      show({ state: 'failed', line, message, tookMs: tookMs() });
    }
  }

  return { draft, exchange, send, stop: () => sending?.abort() };
}

function isJson(body: string): boolean {
  return /^[[{]/.test(body);
}
