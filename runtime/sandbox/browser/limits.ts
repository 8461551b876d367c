/**
 * What services may take of the page that they run in. Each limit is far above what a service needs
 * and far below what would harm the page; whoever reaches one is told which, and what to do.
 */
export const LIMITS = {
  /** Processes at the same time. */
  processes: 128,
  /** Starts in quick succession, and how many more are allowed a second after those. */
  startsInBurst: 256,
  startsPerSecond: 25,
  /** Chromium lets a thread that is ended in an endless loop run on for two seconds. */
  burningMs: 2000,
  portsPerProcess: 32,
  connectionsPerProcess: 1024,
  /** Characters of a request's or response's head: first line and headers, or trailers. */
  headCharacters: 64 * 1024,
  /** Body bytes in one frame: what is longer travels in several. */
  bodyFrameBytes: 64 * 1024,
  /** Characters of one piece of output. */
  outputCharacters: 1024 * 1024,
  /** What one process may say to the kernel, but for bodies, which are held back by their windows. */
  messagesPerSecond: 200_000,
  charactersPerSecond: 32 * 1024 * 1024,
  /** What may wait of a paused process until it goes on: messages, and characters and body bytes in them. */
  unheardMessages: 20_000,
  unheardCharacters: 16 * 1024 * 1024,
  /** Bytes in ArrayBuffers that a process has, and the engine has not collected. */
  bufferBytes: 1024 * 1024 * 1024,
  /** How long a process may work without coming back to its event loop. */
  silenceMs: 5000,
} as const;

/** A limit that a process has reached. */
export type LimitName =
  | 'processes'
  | 'starts'
  | 'ports'
  | 'connections'
  | 'head-size'
  | 'silence'
  | 'memory'
  | 'disk'
  | 'message-rate'
  | 'protocol';

export interface LimitReached {
  readonly limit: LimitName;
  /** What exactly was wrong, where the name does not say it; else empty. */
  readonly detail: string;
}
