/** What the thread beside a service and its main thread share: a few numbers, and room for an answer. */
export const SHARED_BYTES = 8192;

/** Places in the shared numbers. */
export const SLOT = {
  /** 0 while an answer is awaited, 1 when it is there. */
  answered: 0,
  answerBytes: 1,
  /** 1 while the service is to stand still. */
  paused: 2,
  /** 1 while the service stands still. */
  stands: 3,
  /** 1 while it has a handler for SIGTERM. */
  handlesSigterm: 4,
} as const;

/** Where the answer begins, in bytes. */
export const ANSWER_AT = 64;

/** The variable by which a service's process learns where the gateway listens: `PORT:KEY`. */
export const CONTROL_VARIABLE = 'BROWNOUT_CONTROL';

/** What the preload says beside what every service's process says (node/network/messages.ts). */
export type FromPreload =
  | { readonly type: 'printed'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** It ends by itself now; everything that it said is said. Waits for an answer. */
  | { readonly type: 'leaving'; readonly code: number }
  /** It got SIGTERM and has no handler for it: it is to be ended. */
  | { readonly type: 'terminate' }
  /** It stands still. */
  | { readonly type: 'stands' }
  /** What it had said when it was asked for this has come before. */
  | { readonly type: 'flushed' };

export type ToPreload =
  | { readonly type: 'signal'; readonly signal: 'SIGTERM' | 'SIGSTOP' | 'SIGCONT' }
  | { readonly type: 'flush' };

/** The first line on the control connection. */
export interface Greeting {
  readonly type: 'hello';
  readonly key: string;
}
