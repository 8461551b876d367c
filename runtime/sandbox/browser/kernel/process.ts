import type { Endpoint, ToEnd } from '../../../network/index.ts';
import type { LinkedProgram } from '../../linked-program.ts';
import { movableIn, Outbox } from '../outbox.ts';
import type { FromProcess, ToProcess } from '../protocol.ts';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The error that ended it, as printed. */
  readonly uncaught: string | null;
}

export interface ProcessListener {
  /** Whatever it says but for its exit. */
  said(message: FromProcess): void;
  /** Called once; nothing is said after it. */
  exited(exit: ProcessExit): void;
}

/** A process: one worker, from the program it is given to its exit. */
export class KernelProcess implements Endpoint {
  readonly pid: number;
  readonly #worker: Worker;
  readonly #listener: ProcessListener;
  readonly #outbox: Outbox<ToProcess>;
  readonly #handled = new Set<string>();
  #alive = true;

  constructor(worker: Worker, program: LinkedProgram, listener: ProcessListener) {
    this.pid = program.pid;
    this.#worker = worker;
    this.#listener = listener;
    this.#outbox = new Outbox((messages, moved) => {
      if (this.#alive) worker.postMessage(messages, moved);
    });
    worker.onmessage = ({ data }: MessageEvent<FromProcess[]>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end({ code: 1, signal: null, uncaught: event.message ?? 'The worker failed.' });
    };
    this.#outbox.push({ type: 'run', program });
  }

  #receive(messages: readonly FromProcess[]): void {
    for (const message of messages) {
      if (!this.#alive) return;
      if (message.type === 'exit') {
        this.#end({ code: message.code, signal: null, uncaught: message.uncaught });
      } else if (message.type === 'handle') {
        if (message.handled) this.#handled.add(message.signal);
        else this.#handled.delete(message.signal);
      } else {
        this.#listener.said(message);
      }
    }
  }

  deliver(message: ToEnd): void {
    this.#outbox.push(message, movableIn(message));
  }

  tell(message: ToProcess): void {
    this.#outbox.push(message);
  }

  /** SIGKILL, and whatever the program does not handle, ends it in whatever it is doing. */
  signal(signal: string): void {
    if (!this.#alive) return;
    if (signal !== 'SIGKILL' && this.#handled.has(signal)) this.tell({ type: 'signal', signal });
    else this.#end({ code: null, signal, uncaught: null });
  }

  #end(exit: ProcessExit): void {
    this.#alive = false;
    this.#worker.onmessage = null;
    this.#worker.terminate();
    this.#listener.exited(exit);
  }
}
