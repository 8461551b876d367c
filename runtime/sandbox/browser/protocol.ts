/**
 * What page, kernel and processes say to one another. Messages travel in arrays (see `Outbox`);
 * each array is handled whole and in order. Between kernel and processes frames are packed besides
 * (see `pack`).
 */

import type {
  CrashPoint,
  FaultRule,
  FromEnd,
  FromListener,
  Happening,
  Party,
  ToEnd,
  ToListener,
} from '../../network/index.ts';
import type { VolumeImage, VolumeOperation } from '../../process/fs/operation.ts';
import type { OutputStream } from '../../process/index.ts';
import type { LinkedProgram } from '../linked-program.ts';
import type { LimitReached } from './limits.ts';

export type FromProcess =
  | FromEnd
  | FromListener
  /** The worker has loaded its own code and waits for a program. */
  | { readonly type: 'ready' }
  /** The answer to `ping`. */
  | { readonly type: 'pong' }
  /** The entry module has run to its end. */
  | { readonly type: 'loaded' }
  | {
      readonly type: 'output';
      readonly stream: OutputStream;
      readonly text: string;
      /** UTF-8 bytes that came before the text and were left out. */
      readonly droppedBytes: number;
    }
  | { readonly type: 'handle'; readonly signal: string; readonly handled: boolean }
  /** It sends itself a signal. */
  | { readonly type: 'raise'; readonly signal: string }
  /** It has reached a limit that it keeps by itself. */
  | { readonly type: 'limited'; readonly limit: 'memory' | 'disk' }
  /** What it has done to its volume. */
  | { readonly type: 'file'; readonly operation: VolumeOperation }
  | { readonly type: 'exit'; readonly code: number; readonly uncaught: string | null };

export type ToProcess =
  | ToEnd
  /** `volume` is its disk as it is now. */
  | { readonly type: 'run'; readonly program: LinkedProgram; readonly volume: VolumeImage }
  /** Whoever comes back to its event loop answers. */
  | { readonly type: 'ping' }
  | ToListener
  | { readonly type: 'signal'; readonly signal: string }
  /** SIGSTOP and SIGCONT, which no program sees. */
  | { readonly type: 'pause' }
  | { readonly type: 'go-on' };

export type FromPage =
  | FromEnd
  | {
      readonly type: 'spawn';
      readonly party: Party;
      readonly program: LinkedProgram;
      /** The name of its disk, which no other process has. */
      readonly volume: string;
    }
  | { readonly type: 'signal'; readonly ask: number; readonly pid: number; readonly signal: string }
  | {
      readonly type: 'crash-at';
      readonly ask: number;
      readonly pid: number;
      readonly point: CrashPoint;
    }
  /** From here on these faults are in force, and no others. */
  | { readonly type: 'faults'; readonly ask: number; readonly rules: readonly FaultRule[] }
  | { readonly type: 'ping'; readonly ask: number };

export type ToPage =
  | ToEnd
  /** A process can be started. */
  | { readonly type: 'ready' }
  /** The kernel cannot work here, and why. */
  | { readonly type: 'broken'; readonly reason: string }
  /** It was not started, and why. */
  | ({ readonly type: 'refused'; readonly pid: number } & LimitReached)
  /** It has reached a limit; if that ends it, `exited` comes next. */
  | ({ readonly type: 'limited'; readonly pid: number } & LimitReached)
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
  /** For the ledger: what happened in the network, and when, in milliseconds since the Unix epoch. */
  | { readonly type: 'happened'; readonly epochMs: number; readonly happening: Happening }
  /** The answer to `signal`, `crash-at` and `faults`. */
  | { readonly type: 'done'; readonly ask: number }
  /** The answer to `ping`: the processes that have not come back to their event loops for a while. */
  | { readonly type: 'pulse'; readonly ask: number; readonly busy: readonly number[] };

/** The one message by `window.postMessage`: the port for everything else comes with it. */
export const HANDSHAKE = 'brownout: open the sandbox';
