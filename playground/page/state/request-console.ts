import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { TryRequest } from '../../../runtime/course/step.ts';
import type { Sandbox } from '../../../runtime/sandbox/index.ts';
import { type Draft, toRequest } from './draft.ts';
import { readBody, type ShownBody } from './shown-body.ts';

/** What became of a request. */
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

/** A request that was sent. */
export interface Sent {
  readonly id: number;
  readonly exchange: ReadonlySignal<Exchange>;
}

/** Sends the learner's requests, and shows the answers. */
export interface RequestConsole {
  readonly draft: Signal<Draft>;
  /** The last request, and those that were under way when it was sent; the newest first. */
  readonly sent: ReadonlySignal<readonly Sent[]>;
  /** What became of the last one. */
  readonly exchange: ReadonlySignal<Exchange>;
  /** Whether any is under way. */
  readonly waiting: ReadonlySignal<boolean>;
  /** Sends the draft to what listens on its port. Others may be under way. */
  send(): Promise<void>;
  /** Gives up waiting for all that are under way; what has come so far stays. */
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
  const sent = signal<readonly Sent[]>([]);
  const underWay = computed(() => sent.value.filter(isUnderWay));
  let stopping = new AbortController();
  let count = 0;

  async function send(): Promise<void> {
    const { signal: stopped } = stopping;
    const { method, path, port } = draft.value;
    const line = `${method} ${path}`;
    const startedMs = nowMs();
    const tookMs = () => nowMs() - startedMs;
    const exchange = signal<Exchange>({ state: 'waiting', line });
    const show = (next: Exchange) => {
      exchange.value = next;
    };
    sent.value = [{ id: ++count, exchange }, ...underWay.value];
    try {
      const request = toRequest(draft.value, stopped);
      const response = await (await sandbox()).fetch({ port }, request);
      const { status, statusText: reason } = response;
      const head = { state: 'answered', line, status, reason } as const;
      const headers = [...response.headers];
      const onMore = (body: ShownBody) =>
        show({ ...head, headers, body, tookMs: tookMs(), complete: false, broke: null });
      const { body, broke } = await readBody(response, stopped, onMore);
      show({ ...head, headers, body, tookMs: tookMs(), complete: true, broke });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = stopped.aborted ? 'You stopped waiting for the answer.' : why;
      show({ state: 'failed', line, message, tookMs: tookMs() });
    }
  }

  function stop(): void {
    stopping.abort();
    stopping = new AbortController();
  }

  return {
    draft,
    sent,
    exchange: computed(() => sent.value[0]?.exchange.value ?? { state: 'none' }),
    waiting: computed(() => underWay.value.length > 0),
    send,
    stop,
  };
}

function isUnderWay({ exchange: { value } }: Sent): boolean {
  return value.state === 'waiting' || (value.state === 'answered' && !value.complete);
}

function isJson(body: string): boolean {
  return /^[[{]/.test(body);
}
