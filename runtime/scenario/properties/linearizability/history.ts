import type { Operation } from './model.ts';

/** A call, or the return that belongs to it, in the order of their times. */
export interface Entry {
  readonly operation: number;
  readonly isCall: boolean;
  /** Of a call: its return. */
  readonly match: Entry | null;
  previous: Entry | null;
  next: Entry | null;
}

/**
 * The calls and returns of a history as a list, from which an operation can be lifted out and put
 * back (Lowe, "Testing for linearizability", 2017). Returns the place before the first.
 */
export function listOf(operations: readonly Operation<unknown, unknown>[]): Entry {
  const timed = operations.flatMap(({ callMs, returnMs }, operation) => {
    const end: Entry = { operation, isCall: false, match: null, previous: null, next: null };
    const call: Entry = { operation, isCall: true, match: end, previous: null, next: null };
    return [
      { atMs: callMs, entry: call },
      { atMs: returnMs, entry: end },
    ];
  });
  // What happens at the same time overlaps: nobody can tell which came first.
  timed.sort((a, b) => compare(a.atMs, b.atMs) || Number(b.entry.isCall) - Number(a.entry.isCall));
  const head: Entry = { operation: -1, isCall: false, match: null, previous: null, next: null };
  let last = head;
  for (const { entry } of timed) {
    last.next = entry;
    entry.previous = last;
    last = entry;
  }
  return head;
}

/** Takes a call and its return out of the list. */
export function lift(call: Entry): void {
  unlink(call);
  if (call.match !== null) unlink(call.match);
}

/** Puts them back where they were: in the reverse order of their lifting. */
export function putBack(call: Entry): void {
  if (call.match !== null) link(call.match);
  link(call);
}

function unlink(entry: Entry): void {
  if (entry.previous !== null) entry.previous.next = entry.next;
  if (entry.next !== null) entry.next.previous = entry.previous;
}

function link(entry: Entry): void {
  if (entry.previous !== null) entry.previous.next = entry;
  if (entry.next !== null) entry.next.previous = entry;
}

/** Also of two that are both infinite. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}
