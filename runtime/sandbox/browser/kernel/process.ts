import type { Endpoint, Moment, Party, ToEnd } from '../../../network/index.ts';
import type { VolumeOperation } from '../../../process/fs/operation.ts';
import type { Volume } from '../../../process/fs/volume.ts';
import { fileActionOf } from '../../file-moments.ts';
import type { LinkedProgram } from '../../linked-program.ts';
import { LIMITS, type LimitName, type LimitReached } from '../limits.ts';
import { movableIn, Outbox } from '../outbox.ts';
import { pack } from '../packing.ts';
import type { FromProcess, ToProcess } from '../protocol.ts';
import { Allowance } from './allowance.ts';
import { headCharacters } from './read-frame.ts';
import { readMessages } from './read-message.ts';
import { ProtocolViolation } from './violation.ts';
import { VitalSigns } from './vital-signs.ts';
import { applyTo } from './volumes.ts';

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The error that ended it, as printed. */
  readonly uncaught: string | null;
}

/** What a process says that is not for its own end alone. */
export type Said = Exclude<
  FromProcess,
  { type: 'exit' | 'file' | 'handle' | 'limited' | 'raise' | 'pong' | 'ready' }
>;

/** What a process runs, and the disk that it works on. */
export interface KernelProgram {
  readonly party: Party;
  readonly program: LinkedProgram;
  readonly volume: Volume;
}

export interface ProcessListener {
  said(message: Said): void;
  /** It has reached a limit. It goes on, unless `exited` is called next. */
  limited(reached: LimitReached): void;
  /** Whether `acted` wants to know what it does to its volume. */
  watchesFiles(): boolean;
  /** It is about to do this to its volume, or has done it; true when that ended it. */
  acted(moment: Moment & { readonly path: string }): boolean;
  /** Called once; nothing is said after it. `busy`: it was ended in the middle of something. */
  exited(exit: ProcessExit, busy: boolean): void;
}

const nowMs = () => performance.now();

const KILLED: ProcessExit = { code: null, signal: 'SIGKILL', uncaught: null };

/** A process: one worker, from the program it is given to its exit. Nothing that it says is trusted. */
export class KernelProcess implements Endpoint {
  readonly pid: number;
  readonly party: Party;
  readonly #volume: Volume;
  readonly #worker: Worker;
  readonly #listener: ProcessListener;
  readonly #outbox: Outbox<ToProcess>;
  readonly #handled = new Set<string>();
  readonly #vital = new VitalSigns();
  readonly #told = new Set<LimitName>();
  readonly #messages = new Allowance(LIMITS.messagesPerSecond, nowMs);
  readonly #characters = new Allowance(LIMITS.charactersPerSecond, nowMs);
  /** What it said since it was paused: nobody hears it before it goes on. */
  readonly #unheard: FromProcess[] = [];
  #unheardSize = 0;
  /** Signals that wait until it goes on. */
  readonly #pending: string[] = [];
  #paused = false;
  #alive = true;

  constructor(
    worker: Worker,
    { party, program, volume }: KernelProgram,
    listener: ProcessListener,
  ) {
    this.pid = program.pid;
    this.party = party;
    this.#volume = volume;
    this.#worker = worker;
    this.#listener = listener;
    this.#outbox = new Outbox((messages, moved) => {
      if (this.#alive) worker.postMessage(pack(messages), moved);
    });
    worker.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(data);
    worker.onmessageerror = () => this.kill('protocol', 'a message that cannot be read');
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end({ code: 1, signal: null, uncaught: event.message ?? 'The worker failed.' });
    };
    // Asked first: from its answer on, what keeps it busy is the program.
    this.#outbox.push({ type: 'ping' });
    this.#outbox.push({ type: 'run', program, volume: volume.image() });
  }

  /** It has not come back to its event loop for a while. */
  get isBusy(): boolean {
    return this.#vital.isBusy;
  }

  /** To be called once in every beat. Ends the process when it has been silent for too long. */
  beat(): void {
    if (this.#vital.isSilent) {
      this.kill('silence');
      return;
    }
    this.#vital.beat();
    this.tell({ type: 'ping' });
  }

  #receive(data: unknown): void {
    this.#guard(() => {
      if (!Array.isArray(data)) throw new ProtocolViolation('messages do not come in a list');
      for (const value of data) {
        for (const message of readMessages(value)) {
          if (!this.#alive) return;
          this.#hear(message);
        }
      }
    });
  }

  /** Ends it when it says what it cannot say. */
  #guard(listen: () => void): void {
    try {
      listen();
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.kill('protocol', error.message);
    }
  }

  #hear(message: FromProcess): void {
    if (!this.#messages.take(1) || !this.#characters.take(charactersOf(message))) {
      this.kill('message-rate');
    } else if (this.#paused && message.type !== 'pong') {
      this.#keep(message);
    } else {
      this.#act(message);
    }
  }

  /** Until it goes on. One that does not stop when it is paused could fill the page with these. */
  #keep(message: FromProcess): void {
    this.#unheard.push(message);
    this.#unheardSize += charactersOf(message) + bodyBytesOf(message);
    const isTooMuch =
      this.#unheard.length > LIMITS.unheardMessages || this.#unheardSize > LIMITS.unheardCharacters;
    if (!isTooMuch) return;
    this.#unheard.length = 0;
    this.kill('message-rate', 'while it was paused');
  }

  #act(message: FromProcess): void {
    switch (message.type) {
      case 'exit':
        this.#end({ code: message.code, signal: null, uncaught: message.uncaught });
        return;
      case 'handle':
        if (message.handled) this.#handled.add(message.signal);
        else this.#handled.delete(message.signal);
        return;
      case 'raise':
        this.signal(message.signal);
        return;
      case 'file':
        this.#write(message.operation);
        return;
      case 'limited':
        this.limited(message.limit);
        return;
      case 'pong':
        this.#vital.answered();
        return;
      case 'ready':
        return;
      default:
        this.#listener.said(message);
    }
  }

  deliver(message: ToEnd): void {
    this.#outbox.push(message, movableIn(message));
  }

  tell(message: ToProcess): void {
    if (message.type === 'listen-failed' && message.code === 'EMFILE') this.limited('ports');
    this.#outbox.push(message);
  }

  /** It has reached a limit; said once for each of them. */
  limited(limit: LimitName, detail = ''): void {
    if (this.#told.has(limit)) return;
    this.#told.add(limit);
    this.#listener.limited({ limit, detail });
  }

  /** SIGKILL, and whatever the program does not handle, ends it in whatever it is doing. */
  signal(signal: string): void {
    if (!this.#alive) return;
    if (signal === 'SIGSTOP') this.#pause();
    else if (signal === 'SIGCONT') this.#goOn();
    else if (this.#paused && signal !== 'SIGKILL') this.#pending.push(signal);
    else if (signal !== 'SIGKILL' && this.#handled.has(signal))
      this.tell({ type: 'signal', signal });
    else this.#end({ code: null, signal, uncaught: null });
  }

  #pause(): void {
    this.#paused = true;
    this.tell({ type: 'pause' });
  }

  #goOn(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#unheardSize = 0;
    this.#guard(() => {
      for (const message of this.#unheard.splice(0)) if (this.#alive) this.#act(message);
    });
    for (const signal of this.#pending.splice(0)) this.signal(signal);
    if (this.#alive) this.tell({ type: 'go-on' });
  }

  #write(operation: VolumeOperation): void {
    const action = this.#listener.watchesFiles() ? fileActionOf(operation, this.#volume) : null;
    if (action !== null && this.#listener.acted({ when: 'before', ...action })) return;
    applyTo(this.#volume, operation);
    if (action !== null) this.#listener.acted({ when: 'after', ...action });
  }

  /** Ends it for a limit that nobody may go beyond. */
  kill(limit: LimitName, detail = ''): void {
    if (!this.#alive) return;
    this.limited(limit, detail);
    this.#end(KILLED);
  }

  #end(exit: ProcessExit): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#worker.onmessage = null;
    this.#worker.terminate();
    this.#listener.exited(exit, this.#vital.isBusy);
  }
}

function bodyBytesOf(message: FromProcess): number {
  return message.type === 'frame' && message.frame.kind === 'body'
    ? message.frame.bytes.byteLength
    : 0;
}

/** What it takes to hold the message, but for bodies, whose bytes are counted by their windows. */
function charactersOf(message: FromProcess): number {
  if (message.type === 'frame') return headCharacters(message.frame);
  if (message.type === 'output') return message.text.length;
  if (message.type === 'connect') return message.host.length;
  if (message.type === 'file' && message.operation.kind === 'write') {
    return message.operation.bytes.length;
  }
  return 0;
}
