import { type CallMatch, FaultError } from './faults/fault.ts';
import type { Call } from './faults/fault-table.ts';
import { matchesPath } from './faults/path-pattern.ts';

const NETWORK_ACTIONS = [
  'request-sent',
  'request-received',
  'reply-sent',
  'reply-received',
] as const;

const FILE_ACTIONS = ['append', 'fsync', 'rename'] as const;

/** What an instance does to the network, as it looks from the instance. */
export type NetworkAction = (typeof NETWORK_ACTIONS)[number];

/** What an instance does to its volume. */
export type FileAction = (typeof FILE_ACTIONS)[number];

/** A moment in which an instance can be made to crash: before or after an action of its own. */
export type Moment = { readonly when: 'before' | 'after' } & (
  | { readonly action: NetworkAction; readonly call: Call }
  /** `path` is as in the volume, from its root: `journal`; of a rename, the new one. */
  | { readonly action: FileAction; readonly path: string }
);

/**
 * Where an instance is to crash, as by SIGKILL: before or after an action of its own, before
 * anything else that it does is seen by anybody. Before it receives something, it does not get it;
 * after that, it has it whole and has done nothing yet.
 */
export type CrashPoint = {
  readonly when: 'before' | 'after';
  /** At the how-manieth such action from now on: 1 for the next. */
  readonly nth: number;
} & (
  | { readonly action: NetworkAction; readonly calls: CallMatch }
  /** `file` is a path in the volume; `*` stands for any characters, null for any file. */
  | { readonly action: FileAction; readonly file: string | null }
);

/** A crash point as people write it: what is left out is any, or the next. */
export interface CrashInput {
  readonly when: 'before' | 'after';
  readonly action: NetworkAction | FileAction;
  readonly method?: string;
  readonly path?: string;
  readonly file?: string;
  readonly nth?: number;
}

/** Throws a FaultError for a point that cannot be. */
export function readCrashPoint(input: CrashInput): CrashPoint {
  const { when, action, method = null, path = null, file = null, nth = 1 } = input;
  const refuse = (what: string): never => {
    throw new FaultError(`crashAt: ${what}`);
  };
  if (when !== 'before' && when !== 'after') {
    refuse(`when must be 'before' or 'after', not ${JSON.stringify(when)}.`);
  }
  if (!Number.isInteger(nth) || nth < 1)
    refuse(`nth must be a whole number of at least 1, not ${nth}.`);
  if (isOneOf(NETWORK_ACTIONS, action)) {
    if (file !== null) refuse(`${action} concerns no file: name a method or a path.`);
    return { when, action, nth, calls: { method: method?.toUpperCase() ?? null, path } };
  }
  if (!isOneOf(FILE_ACTIONS, action)) {
    const known = [...NETWORK_ACTIONS, ...FILE_ACTIONS].join(', ');
    return refuse(`there is no action "${action}". There are ${known}.`);
  }
  if (method !== null || path !== null) refuse(`${action} concerns no call: name a file.`);
  return { when, action, nth, file };
}

/** Whether this is such a moment; how many there were before does not count here. */
export function isMomentOf(point: CrashPoint, moment: Moment): boolean {
  if (point.when !== moment.when || point.action !== moment.action) return false;
  if ('call' in moment && 'calls' in point) {
    const { method, path } = point.calls;
    const { call } = moment;
    return (
      (method === null || method === call.method) && (path === null || matchesPath(path, call.path))
    );
  }
  if (!('path' in moment && 'file' in point)) return false;
  return point.file === null || matchesPath(point.file, moment.path);
}

/** In words, for the ledger: `before fsync journal`, `after request-sent POST /charges`. */
export function momentInWords(moment: Moment): string {
  const what = 'call' in moment ? `${moment.call.method} ${moment.call.path}` : moment.path;
  return `${moment.when} ${moment.action} ${what}`;
}

function isOneOf<T extends string>(known: readonly T[], value: string): value is T {
  return (known as readonly string[]).includes(value);
}
