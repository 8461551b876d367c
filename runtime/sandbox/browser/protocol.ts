/**
 * What page, kernel and processes say to one another. Messages travel in arrays (see `Outbox`);
 * each array is handled whole and in order.
 */

import type { Linked } from '../../compile/index.ts';
import type {
  ConnectFailure,
  Frame,
  ListenFailure,
  OutputStream,
  Program,
} from '../../process/index.ts';

/** A number that the end of a connection goes by. It means nothing to anybody but its process. */
export type ConnectionId = number;
export type ListenerId = number;

/** What one end of a connection can ask of the kernel. */
export type FromEnd =
  | {
      readonly type: 'connect';
      readonly id: ConnectionId;
      readonly host: string;
      readonly port: number;
    }
  | { readonly type: 'frame'; readonly id: ConnectionId; readonly frame: Frame }
  | { readonly type: 'end'; readonly id: ConnectionId }
  | { readonly type: 'reset'; readonly id: ConnectionId };

/** What the kernel tells one end of a connection. */
export type ToEnd =
  | {
      readonly type: 'accept';
      readonly listener: ListenerId;
      readonly id: ConnectionId;
      readonly localPort: number;
      readonly remotePort: number;
    }
  | { readonly type: 'connected'; readonly id: ConnectionId; readonly localPort: number }
  | { readonly type: 'connect-failed'; readonly id: ConnectionId; readonly code: ConnectFailure }
  | { readonly type: 'frame'; readonly id: ConnectionId; readonly frame: Frame }
  | { readonly type: 'ended'; readonly id: ConnectionId }
  | { readonly type: 'reset'; readonly id: ConnectionId };

export type FromProcess =
  | FromEnd
  /** The worker has loaded its own code and waits for a program. */
  | { readonly type: 'ready' }
  /** The entry module has run to its end. */
  | { readonly type: 'loaded' }
  | { readonly type: 'listen'; readonly listener: ListenerId; readonly port: number }
  | { readonly type: 'unlisten'; readonly listener: ListenerId }
  | {
      readonly type: 'output';
      readonly stream: OutputStream;
      readonly text: string;
      /** UTF-8 bytes that came before the text and were left out. */
      readonly droppedBytes: number;
    }
  | { readonly type: 'handle'; readonly signal: string; readonly handled: boolean }
  | { readonly type: 'exit'; readonly code: number; readonly uncaught: string | null };

export type ToProcess =
  | ToEnd
  | { readonly type: 'run'; readonly program: WorkerProgram }
  | { readonly type: 'listening'; readonly listener: ListenerId; readonly port: number }
  | { readonly type: 'listen-failed'; readonly listener: ListenerId; readonly code: ListenFailure }
  | { readonly type: 'signal'; readonly signal: string };

/** A program with the text of its modules, each one function. */
export interface WorkerProgram extends Program {
  readonly modules: readonly WorkerModule[];
}

export type WorkerModule = Program['modules'][number] & Linked;

export type FromPage =
  | FromEnd
  | {
      readonly type: 'spawn';
      readonly program: WorkerProgram;
    }
  | { readonly type: 'signal'; readonly ask: number; readonly pid: number; readonly signal: string }
  | { readonly type: 'ping'; readonly ask: number };

export type ToPage =
  | ToEnd
  /** A process can be started. */
  | { readonly type: 'ready' }
  /** The kernel cannot work here, and why. */
  | { readonly type: 'broken'; readonly reason: string }
  /** There are as many processes as there may be. */
  | { readonly type: 'refused'; readonly pid: number; readonly limit: number }
  | { readonly type: 'listening'; readonly pid: number; readonly port: number }
  | { readonly type: 'unlistened'; readonly pid: number; readonly port: number }
  | {
      readonly type: 'port-taken';
      readonly pid: number;
      readonly port: number;
      readonly holder: number;
    }
  | (FromProcess & { readonly type: 'output' } & { readonly pid: number })
  | {
      readonly type: 'exited';
      readonly pid: number;
      readonly code: number | null;
      readonly signal: string | null;
      readonly uncaught: string | null;
    }
  /** The answer to `signal` and to `ping`. */
  | { readonly type: 'done'; readonly ask: number };

/** The one message by `window.postMessage`: the port for everything else comes with it. */
export const HANDSHAKE = 'brownout: open the sandbox';
