import type { ConnectionId, Happening, ToEnd } from '../../../network/index.ts';
import type { LearnerLink } from '../../learner/exchange.ts';
import { Outbox } from '../outbox.ts';
import { type PackedEvent, unpackEvent } from '../packed-event.ts';
import type { FromPage, ToPage } from '../protocol.ts';

/** What the kernel says of one process. */
export type ProcessMessage = Extract<ToPage, { pid: number }>;

/** The page's end of the port to the kernel: hands each message to whoever it is for. */
export class KernelLink implements LearnerLink {
  readonly #port: MessagePort;
  readonly #outbox: Outbox<FromPage>;
  readonly #processes = new Map<number, (message: ProcessMessage) => void>();
  readonly #connections = new Map<ConnectionId, (message: ToEnd) => void>();
  readonly #asked = new Map<number, () => void>();
  #lastId = 0;
  /** How often something has come from the kernel. */
  heard = 0;
  /** Processes that had not come back to their event loops for a while when the kernel last said so. */
  busy: readonly number[] = [];
  /** Called with what happened in the network, and when, in milliseconds since the Unix epoch. */
  onHappened: (happening: Happening, epochMs: number) => void = () => {};
  /** Called when the kernel is ready, or says why it cannot be. */
  onBoot: (broken: string | null) => void = () => {};

  constructor(port: MessagePort) {
    this.#port = port;
    this.#outbox = new Outbox((messages, moved) => port.postMessage(messages, moved));
    port.onmessage = ({ data }: MessageEvent<(ToPage | PackedEvent)[]>) => {
      this.heard += 1;
      for (const message of data) this.#receive(unpackEvent(message));
    };
  }

  push(message: FromPage, moved?: Transferable): void {
    this.#outbox.push(message, moved);
  }

  /** Sends what expects an answer, and resolves when it comes. */
  ask(make: (ask: number) => FromPage): Promise<void> {
    const ask = ++this.#lastId;
    return new Promise((resolve) => {
      this.#asked.set(ask, resolve);
      this.push(make(ask));
    });
  }

  /** A number that no process and no connection of this link has had. */
  newId(): number {
    return ++this.#lastId;
  }

  hearProcess(pid: number, listener: (message: ProcessMessage) => void): void {
    this.#processes.set(pid, listener);
  }

  hearConnection(id: ConnectionId, listener: (message: ToEnd) => void): void {
    this.#connections.set(id, listener);
  }

  forgetProcess(pid: number): void {
    this.#processes.delete(pid);
  }

  forgetConnection(id: ConnectionId): void {
    this.#connections.delete(id);
  }

  /** The kernel is gone: everything that waits for it is answered as if it had been killed. */
  close(): void {
    this.#port.close();
    for (const id of [...this.#connections.keys()]) this.#receive({ type: 'reset', id });
    for (const pid of [...this.#processes.keys()]) {
      this.#receive({ type: 'exited', pid, code: null, signal: 'SIGKILL', uncaught: null });
    }
    for (const ask of [...this.#asked.keys()]) this.#receive({ type: 'done', ask });
  }

  #receive(message: ToPage): void {
    if (message.type === 'ready') this.onBoot(null);
    else if (message.type === 'broken') this.onBoot(message.reason);
    else if (message.type === 'happened') this.onHappened(message.happening, message.epochMs);
    else if ('pid' in message) this.#processes.get(message.pid)?.(message);
    else if ('ask' in message) {
      if (message.type === 'pulse') this.busy = message.busy;
      this.#asked.get(message.ask)?.();
      this.#asked.delete(message.ask);
    } else if (message.type !== 'accept') this.#connections.get(message.id)?.(message);
  }
}
