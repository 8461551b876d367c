import { seconds } from '../story/words.ts';
import { HOLDS, type Holds } from './finding.ts';

/** One hold of a lock, as its holder believed. */
export interface Hold {
  readonly holder: string;
  readonly fromMs: number;
  /** Infinity while it has not let go. */
  readonly toMs: number;
}

/** No two hold the lock at the same time. To let go and to get hold in the same moment is no overlap. */
export function mutualExclusion<H extends Hold>(holds: readonly H[]): Holds<H> {
  const inOrder = holds.toSorted((a, b) => a.fromMs - b.fromMs);
  let longest: H | undefined;
  for (const hold of inOrder) {
    if (longest !== undefined && hold.fromMs < longest.toMs) {
      const sentence =
        `${longest.holder} and ${hold.holder} held the lock at ${seconds(hold.fromMs)}: ` +
        `${longest.holder} had it since ${seconds(longest.fromMs)}.`;
      return { holds: false, sentence, shown: [longest, hold] };
    }
    if (longest === undefined || hold.toMs > longest.toMs) longest = hold;
  }
  return HOLDS;
}

/** A write that a store accepted, with the fencing token that came with it. */
export interface FencedWrite {
  readonly by: string;
  /** Of a later hold it is greater: etcd's revision, Consul's LockIndex. */
  readonly token: number;
  readonly atMs: number;
}

/**
 * No write is accepted after one with a greater token (Kleppmann, "How to do distributed locking",
 * 2016: what the store must see to, since no lock can).
 */
export function fencing<W extends FencedWrite>(writes: readonly W[]): Holds<W> {
  let newest: W | undefined;
  for (const write of writes) {
    if (newest !== undefined && write.token < newest.token) {
      const sentence =
        `The store took a write of ${write.by} with token ${write.token} at ${seconds(write.atMs)}, ` +
        `after one of ${newest.by} with token ${newest.token}.`;
      return { holds: false, sentence, shown: [newest, write] };
    }
    newest = write;
  }
  return HOLDS;
}
