import { Outbox } from '../outbox.ts';
import type { FromPage, ToPage } from '../protocol.ts';
import { Kernel } from './kernel.ts';
import type { WorkerPool } from './worker-pool.ts';

/** A worker that says what a test makes it say. */
export class FakeWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  isTerminated = false;
  readonly heard: { readonly type: string }[] = [];

  postMessage(messages: { readonly type: string }[]): void {
    this.heard.push(...messages);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(...messages: unknown[]): void {
    this.onmessage?.({ data: messages });
  }

  fail(message: string): void {
    this.onerror?.({ message, preventDefault: () => {} });
  }
}

/** A kernel whose processes are fake workers, and what it has told the page. */
export class KernelLab {
  readonly #told: ToPage[] = [];
  readonly #workers: FakeWorker[] = [];
  readonly #kernel: Kernel;

  constructor() {
    const pool = { take: () => this.#take(), refill: () => undefined };
    const page = new Outbox<ToPage>((messages) => this.#told.push(...messages));
    this.#kernel = new Kernel(page, pool as unknown as WorkerPool);
  }

  handle(message: FromPage): void {
    this.#kernel.handle(message);
  }

  spawn(pid: number): FakeWorker {
    const program = { pid, entry: 'a.ts', env: {}, modules: [], isRegistry: false };
    const party = { name: `a-${pid}`, service: 'a' };
    this.#kernel.handle({ type: 'spawn', party, program, volume: `disk-${pid}` });
    return this.#workers.at(-1) as FakeWorker;
  }

  /** What the page was told of these types, when all that was said has been delivered. */
  async told(...types: ToPage['type'][]): Promise<readonly ToPage[]> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.#told.filter(({ type }) => types.includes(type));
  }

  #take(): FakeWorker {
    const worker = new FakeWorker();
    this.#workers.push(worker);
    return worker;
  }
}
