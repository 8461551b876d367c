import type { InodeNumber, VolumeImage, VolumeOperation } from './fs/operation.ts';

/**
 * What a process needs from the place that runs it. Everything under `runtime/process` reaches the
 * world through a Host and never through a global, so that a Worker can give it the real clock and
 * network and the simulator virtual ones. A lint rule keeps it so.
 *
 * A Host calls back only between the process's own callbacks (each call is a task of its own):
 * holding these calls back is what pausing a process means.
 */
export interface Host {
  readonly clock: HostClock;
  readonly timers: HostTimers;
  /** Fills the bytes with random ones. */
  readonly random: (bytes: Uint8Array) => void;
  readonly network: HostNetwork;
  readonly files: HostFiles;
  readonly output: (stream: OutputStream, text: string) => void;
  readonly signals: HostSignals;
  readonly errors: HostErrors;
  /**
   * Ends the process. What was handed to the host before is still delivered; nothing after.
   * `uncaught` is the report of the error that ended it, as printed; null when none did.
   */
  readonly exit: (code: number, uncaught: string | null) => void;
  /**
   * The frames of an engine's stack in Node's form (`    at greet (file:///hello/server.ts:3:9)`),
   * pointing at the learner's file, line and column. Frames of the runtime itself are left out;
   * lines that are no frames stay as they are.
   */
  readonly mapStack: (stack: string) => string;
}

export type OutputStream = 'stdout' | 'stderr';

export interface HostClock {
  /** Milliseconds since the Unix epoch. */
  epochMs(): number;
  /** Milliseconds since some fixed moment; never runs backwards; fractions allowed. */
  monotonicMs(): number;
}

export interface HostTimers {
  /** Calls `run` once, not before `delayMs` have passed. Timers due together run in the order set. */
  set(delayMs: number, run: () => void): TimerId;
  clear(id: TimerId): void;
  /** Calls `run` once, in a task after this one, when all promises have settled that can. */
  soon(run: () => void): void;
}

declare const timerId: unique symbol;
export type TimerId = number & { readonly [timerId]: true };

/** Signals that a process can be sent. SIGKILL never reaches the process. */
export type ProcessSignal = 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'SIGUSR1' | 'SIGUSR2';

export interface HostSignals {
  /** Tells the host which signals the process handles; for others the host applies the default. */
  handle(signal: ProcessSignal, handler: (() => void) | null): void;
  /** Sends the process itself a signal, as if another had: its handler runs in a later task. */
  raise(signal: ProcessSignal | 'SIGKILL'): void;
}

/** Failures that only the engine sees, for nothing in the process caught them. */
export interface HostErrors {
  /** Set once: an error thrown in a microtask. */
  uncaught(handler: (error: unknown) => void): void;
  /** Set once: a promise that rejected and had no handler when its task ended. */
  unhandledRejection(handler: (reason: unknown, promise: Promise<unknown>) => void): void;
  /** Set once: such a promise was given a handler after all. */
  rejectionHandled(handler: (promise: Promise<unknown>) => void): void;
}

/**
 * The process's volume: a disk that outlives it, and belongs to no other process while this one
 * runs. The process works on a copy of its own, so that file calls need not wait.
 */
export interface HostFiles {
  /** The volume as it was when the process started. */
  readonly image: VolumeImage;
  /**
   * Takes an operation that the process has completed. The host applies them to the durable volume
   * in this order, and in order with everything else that the process hands to it: what the outside
   * has seen of this process rests on a disk that has all it wrote before.
   */
  readonly record: (operation: VolumeOperation) => void;
  /** Called each time that the volume has no room for what the process would write. */
  readonly full: () => void;
  /**
   * Calls `run` once, in a task after this one, when a thread comes to the file call that it makes.
   * Of two calls that are waiting either may be made first, as with Node's pool of threads.
   */
  readonly later: (run: () => void) => void;
  /**
   * Begins to bring to the disk what a file's bytes, or a directory's names, are now, and calls
   * `done` once, in a task after this one, when they are there. What is written meanwhile is not
   * part of it. `record` of an fsync has done the same when it returns.
   */
  readonly sync: (inode: InodeNumber, done: () => void) => void;
}

export interface HostNetwork {
  /**
   * Opens a port; 0 asks for a free one. `ready` is called with the port, or with EADDRINUSE.
   * `accept` is called once for each connection.
   */
  listen(
    port: number,
    ready: (result: { port: number } | { code: ListenFailure }) => void,
    accept: (connection: HostConnection) => void,
  ): HostListener;
  /** Dials; exactly one of the two callbacks is called, once. */
  connect(
    host: string,
    port: number,
    ready: (connection: HostConnection) => void,
    failed: (code: ConnectFailure) => void,
  ): { cancel(): void };
}

/** EMFILE: the process has as many ports or connections open as it may. */
export type ListenFailure = 'EADDRINUSE' | 'EMFILE';
export type ConnectFailure = 'ECONNREFUSED' | 'EMFILE' | 'ENOTFOUND' | 'ETIMEDOUT';

export interface HostListener {
  /** Stops accepting. Connections already open go on. */
  close(): void;
}

/** One end of a connection. Frames arrive in the order in which they were sent. */
export interface HostConnection {
  readonly localPort: number;
  readonly remotePort: number;
  send(frame: Frame): void;
  /** Ends it in order: frames sent before still arrive, then the other end sees `ended`. */
  end(): void;
  /** Breaks it: the other end sees `reset`. */
  reset(): void;
  /** Set once, before the accept or ready callback returns. */
  receive(handler: FrameHandler): void;
}

export interface FrameHandler {
  frame(frame: Frame): void;
  /** The other end closed in order. */
  ended(): void;
  /** The other end broke the connection, or died. */
  reset(): void;
}

/**
 * HTTP/1.1 as messages rather than bytes: what crosses a connection between two processes. Header
 * lists are raw pairs, name then value, in the case and order in which they were written.
 */
export type Frame =
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly target: string;
      readonly headers: readonly string[];
    }
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly reason: string;
      readonly headers: readonly string[];
    }
  | { readonly kind: 'body'; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly trailers: readonly string[] }
  /** The receiver took this many body bytes: the sender may send as many more. */
  | { readonly kind: 'credit'; readonly bytes: number };

/** Body bytes that a sender may have under way on one connection before it must wait for credit. */
export const CONNECTION_WINDOW_BYTES = 256 * 1024;
