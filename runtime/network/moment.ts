import type { Call } from './faults/fault-table.ts';

/** What an instance does to the network, as it looks from the instance. */
export type NetworkAction = 'request-sent' | 'request-received' | 'reply-sent' | 'reply-received';

/** What an instance does to its volume. */
export type FileAction = 'append' | 'fsync' | 'rename';

/**
 * A moment in which an instance can be made to crash: before or after an action of its own. Nothing
 * of its code runs between the moment and its end.
 */
export type Moment = { readonly when: 'before' | 'after' } & (
  | { readonly action: NetworkAction; readonly call: Call }
  | { readonly action: FileAction; readonly path: string }
);
