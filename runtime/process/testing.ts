import { freshVolume } from './fs/fresh-volume.ts';
import type {
  ConnectFailure,
  Frame,
  FrameHandler,
  Host,
  HostConnection,
  HostListener,
  ListenFailure,
  OutputStream,
  ProcessSignal,
  TimerId,
} from './host.ts';

export interface TestExit {
  readonly code: number;
  readonly uncaught: string | null;
}

interface Timer {
  readonly id: number;
  readonly dueMs: number;
  readonly run: () => void;
}

/**
 * For tests: a host with a virtual clock and a network of its own. Nothing happens until `settle`
 * or `untilExit` runs its tasks, one by one, with all promises settled in between.
 */
export class TestHost implements Host {
  readonly printed = { stdout: '', stderr: '' };
  readonly handlers = new Map<ProcessSignal, () => void>();
  exited: TestExit | null = null;
  /** Places of the engine's frames in the source; the identity unless a test sets it. */
  mapStack = (stack: string) => stack;
  #nowMs = 0;
  #nextTimer = 1;
  #timers: Timer[] = [];
  #soon: (() => void)[] = [];
  readonly #listeners = new Map<number, (connection: HostConnection) => void>();
  #nextPort = 40_000;

  readonly clock = {
    epochMs: () => 1_700_000_000_000 + this.#nowMs,
    monotonicMs: () => this.#nowMs,
  };

  readonly timers = {
    set: (delayMs: number, run: () => void): TimerId => {
      const id = this.#nextTimer++;
      this.#timers.push({ id, dueMs: this.#nowMs + delayMs, run });
      return id as TimerId;
    },
    clear: (id: TimerId): void => {
      this.#timers = this.#timers.filter((timer) => timer.id !== id);
    },
    soon: (run: () => void): void => {
      this.#soon.push(run);
    },
  };

  readonly files = {
    image: freshVolume(0),
    record: () => {},
    full: () => {},
    later: (run: () => void) => this.timers.soon(run),
    sync: (_inode: number, done: () => void) => this.timers.soon(done),
  };
  readonly errors = {
    uncaught: () => {},
    unhandledRejection: () => {},
    rejectionHandled: () => {},
  };
  readonly random = (bytes: Uint8Array) => void bytes.fill(7);

  readonly network = {
    listen: (
      asked: number,
      ready: (result: { port: number } | { code: ListenFailure }) => void,
      accept: (connection: HostConnection) => void,
    ): HostListener => {
      const port = asked === 0 ? this.#nextPort++ : asked;
      if (this.#listeners.has(port)) {
        this.timers.soon(() => ready({ code: 'EADDRINUSE' }));
        return { close: () => {} };
      }
      this.#listeners.set(port, accept);
      this.timers.soon(() => ready({ port }));
      return { close: () => void this.#listeners.delete(port) };
    },
    connect: (
      _host: string,
      port: number,
      ready: (connection: HostConnection) => void,
      failed: (code: ConnectFailure) => void,
    ) => {
      const accept = this.#listeners.get(port);
      this.timers.soon(() => {
        if (accept === undefined) return failed('ECONNREFUSED');
        const [near, far] = this.#pair(port);
        accept(far);
        ready(near);
      });
      return { cancel: () => {} };
    },
  };

  readonly output = (stream: OutputStream, text: string): void => {
    if (this.exited === null) this.printed[stream] += text;
  };

  readonly signals = {
    handle: (signal: ProcessSignal, handler: (() => void) | null): void => {
      if (handler === null) this.handlers.delete(signal);
      else this.handlers.set(signal, handler);
    },
    raise: (signal: ProcessSignal | 'SIGKILL'): void => {
      this.timers.soon(() => {
        const handler = signal === 'SIGKILL' ? undefined : this.handlers.get(signal);
        if (handler === undefined) this.exit(128, null);
        else handler();
      });
    },
  };

  readonly exit = (code: number, uncaught: string | null): void => {
    this.exited ??= { code, uncaught };
  };

  #pair(port: number): [HostConnection, HostConnection] {
    const clientPort = this.#nextPort++;
    const near = new TestConnection(clientPort, port, this.timers.soon);
    const far = new TestConnection(port, clientPort, this.timers.soon);
    near.peer = far;
    far.peer = near;
    return [near, far];
  }

  /** Dials a port from outside the process. Rejects with the code when nothing listens there. */
  async dial(port: number): Promise<TestClient> {
    const client = new TestClient();
    let failure: ConnectFailure | null = null;
    this.network.connect(
      'localhost',
      port,
      (connection) => {
        client.connection = connection;
        connection.receive(client);
      },
      (code) => {
        failure = code;
      },
    );
    await this.settle();
    if (failure !== null) throw new Error(failure);
    return client;
  }

  /** Runs tasks until none is due at the present moment, and then those of `forMs` more. */
  async settle(forMs = 0): Promise<void> {
    const untilMs = this.#nowMs + forMs;
    for (;;) {
      await promisesSettled();
      const task = this.#next(untilMs);
      if (task === null) break;
      task();
    }
    this.#nowMs = untilMs;
  }

  /** Runs tasks until the process has exited. Throws when nothing is left that could end it. */
  async untilExit(): Promise<TestExit> {
    for (;;) {
      await promisesSettled();
      if (this.exited !== null) return this.exited;
      const task = this.#next(Number.POSITIVE_INFINITY);
      if (task === null) throw new Error('The process has not exited, and nothing is left to do.');
      task();
    }
  }

  #next(untilMs: number): (() => void) | null {
    const soon = this.#soon.shift();
    if (soon !== undefined) return soon;
    const [first] = this.#timers.toSorted((a, b) => a.dueMs - b.dueMs || a.id - b.id);
    if (first === undefined || first.dueMs > untilMs) return null;
    this.timers.clear(first.id as TimerId);
    this.#nowMs = Math.max(this.#nowMs, first.dueMs);
    return first.run;
  }
}

function promisesSettled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

class TestConnection implements HostConnection {
  readonly localPort: number;
  readonly remotePort: number;
  readonly #soon: (run: () => void) => void;
  peer: TestConnection | null = null;
  #handler: FrameHandler | null = null;
  readonly #sent: Frame[] = [];

  constructor(localPort: number, remotePort: number, soon: (run: () => void) => void) {
    this.localPort = localPort;
    this.remotePort = remotePort;
    this.#soon = soon;
  }

  receive(handler: FrameHandler): void {
    this.#handler = handler;
  }

  send(frame: Frame): void {
    this.#sent.push(frame);
    if (this.#sent.length > 1) return;
    const to = this.peer;
    // What is sent at once arrives at once.
    this.#soon(() => {
      for (const each of this.#sent.splice(0)) to?.deliver(each);
    });
  }

  deliver(frame: Frame): void {
    this.#handler?.frame(frame);
  }

  end(): void {
    this.#leave((handler) => handler.ended());
  }

  reset(): void {
    this.#leave((handler) => handler.reset());
  }

  #leave(tell: (handler: FrameHandler) => void): void {
    const to = this.peer;
    if (to === null) return;
    this.peer = null;
    to.peer = null;
    this.#soon(() => {
      if (to.#handler !== null) tell(to.#handler);
    });
  }
}

/** The far end of a connection to a server: what it received, and how it ended. */
export class TestClient implements FrameHandler {
  connection!: HostConnection;
  readonly frames: Frame[] = [];
  over: 'ended' | 'reset' | null = null;

  frame(frame: Frame): void {
    this.frames.push(frame);
  }

  ended(): void {
    this.over = 'ended';
  }

  reset(): void {
    this.over = 'reset';
  }

  /** Sends a whole request. */
  request(method: string, target: string, headers: string[] = [], body = ''): void {
    const all = ['Host', 'localhost', ...headers];
    this.connection.send({ kind: 'request', method, target, headers: all });
    if (body !== '') this.connection.send({ kind: 'body', bytes: new TextEncoder().encode(body) });
    this.connection.send({ kind: 'end', trailers: [] });
  }

  /** The heads of the answers. */
  get heads(): (Frame & { kind: 'response' })[] {
    return this.frames.filter((frame) => frame.kind === 'response');
  }

  get body(): string {
    const decoder = new TextDecoder();
    return this.frames
      .map((frame) => (frame.kind === 'body' ? decoder.decode(frame.bytes, { stream: true }) : ''))
      .join('');
  }

  /** Answers that have come whole. */
  get ends(): number {
    return this.frames.filter((frame) => frame.kind === 'end').length;
  }
}
