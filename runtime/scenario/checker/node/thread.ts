import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { keptProcessBundle } from '../../../sandbox/simulated/build.ts';
import { answerWanted, type PackageWanted, readWanted } from '../packages.ts';
import type { FromChecker, ToChecker } from '../protocol.ts';
import type { Vessel, VesselEvents } from '../vessel.ts';
import { checkText, workerText } from './build.ts';
import { CHECK_NAME, type ThreadStart, WORKER_NAME } from './protocol.ts';
import { readableStack } from './stack.ts';
import { startThread } from './start-thread.ts';

/** A thread, from when its texts are looked up. What is posted before it is there waits for it. */
export class Thread implements Vessel {
  readonly #memoryMb: number;
  readonly #events: VesselEvents;
  readonly #started: Promise<Worker | null>;
  #last: Promise<unknown>;
  #isEnded = false;
  readonly #texts = new Map<string, string>();

  constructor(memoryMb: number, events: VesselEvents) {
    this.#memoryMb = memoryMb;
    this.#events = events;
    this.#started = this.#start().catch((error) => {
      this.#die(false, messageOf(error));
      return null;
    });
    this.#last = this.#started;
  }

  post(message: ToChecker): void {
    this.#last = this.#last.then(() => this.#send(message));
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await (await this.#started)?.terminate();
  }

  async #start(): Promise<Worker | null> {
    const [worker, processes] = await Promise.all([workerText(), keptProcessBundle()]);
    if (this.#isEnded) return null;
    this.#texts.set(WORKER_NAME, worker);
    const start: ThreadStart = {
      workerName: WORKER_NAME,
      workerText: worker,
      processText: processes,
    };
    const thread = startThread(start, this.#memoryMb);
    thread.on('message', (message) => this.#hear(message, thread));
    thread.on('error', (error: NodeJS.ErrnoException) => {
      this.#die(error.code === 'ERR_WORKER_OUT_OF_MEMORY', messageOf(error));
    });
    thread.on('exit', (code) => this.#die(false, `its thread ended with exit code ${code}.`));
    return thread;
  }

  async #send(message: ToChecker): Promise<void> {
    const thread = await this.#started;
    if (message.type !== 'check') {
      thread?.postMessage(message);
      return;
    }
    const { id, job } = message;
    try {
      const check = await checkText(fileURLToPath(job.check));
      this.#texts.set(CHECK_NAME, check);
      thread?.postMessage({ type: 'check', id, job: { ...job, check } } satisfies ToChecker);
    } catch (error) {
      this.#say({ type: 'broken', id, message: messageOf(error) });
    }
  }

  #hear(message: unknown, thread: Worker): void {
    const wanted = readWanted(message);
    if (wanted !== null) void this.#fetch(wanted, thread);
    else if (isBroken(message)) this.#say({ ...message, message: this.#readable(message.message) });
    else this.#events.heard(message);
  }

  async #fetch(wanted: PackageWanted, thread: Worker): Promise<void> {
    // Only now: few services need any, and what links them takes a while to load.
    const { fetchPackage } = await import('../../../sandbox/simulated/fetch-package.ts');
    thread.postMessage(await answerWanted(wanted, fetchPackage));
  }

  #say(message: FromChecker): void {
    if (!this.#isEnded) this.#events.heard(message);
  }

  #die(outOfMemory: boolean, message: string): void {
    if (!this.#isEnded) this.#events.died({ outOfMemory, message: this.#readable(message) });
    this.#isEnded = true;
  }

  #readable(stack: string): string {
    return readableStack(stack, this.#texts);
  }
}

function isBroken(data: unknown): data is FromChecker & { readonly type: 'broken' } {
  const { type, message } = (data ?? {}) as { type?: unknown; message?: unknown };
  return type === 'broken' && typeof message === 'string';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
