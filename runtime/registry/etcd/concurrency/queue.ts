import type { ByteString } from '../bytes.ts';
import { prefixInterval } from '../mvcc/interval.ts';
import type { Version } from '../mvcc/version.ts';
import type { UnaryCall } from '../server/call.ts';
import type { State } from '../server/state.ts';
import { Code, Refusal } from '../status.ts';

/**
 * A lock and an election are the same: a queue of keys under a prefix, each with its owner's lease,
 * in the order of their creation; whoever's is first has it. etcd 3.4: clientv3/concurrency.
 */
export function prefixOf(name: ByteString): ByteString {
  return `${name}/`;
}

export function keyOf(name: ByteString, lease: bigint): ByteString {
  return `${prefixOf(name)}${lease.toString(16)}`;
}

/** The key that has it; null when none is there. */
export function firstOf(state: State, prefix: ByteString): Version | null {
  let first: Version | null = null;
  state.store.visitAt(state.store.revision, prefixInterval(prefix), (version) => {
    if (first === null || version.create_revision < first.create_revision) first = version;
  });
  return first;
}

/**
 * Resolves when no key of the queue is older than this revision. Rejects when the client goes; its
 * key is then the caller's to take away.
 */
export async function waitForTurn(
  state: State,
  prefix: ByteString,
  createRevision: number,
  call: UnaryCall,
): Promise<void> {
  for (;;) {
    const before = lastBefore(state, prefix, createRevision);
    if (before === null) return;
    await deletionOf(state, before.key, call);
  }
}

function lastBefore(state: State, prefix: ByteString, createRevision: number): Version | null {
  let last: Version | null = null;
  state.store.visitAt(state.store.revision, prefixInterval(prefix), (version) => {
    const isBefore = version.create_revision < createRevision;
    if (isBefore && (last === null || version.create_revision > last.create_revision)) {
      last = version;
    }
  });
  return last;
}

function deletionOf(state: State, key: ByteString, call: UnaryCall): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = {
      interval: { from: key, to: `${key}\0` },
      notify: (changes: readonly Version[]) => {
        if (changes.every(({ version }) => version > 0)) return;
        state.watchers.delete(watcher);
        resolve();
      },
    };
    state.watchers.add(watcher);
    call.onGone(() => {
      state.watchers.delete(watcher);
      reject(new Refusal(Code.CANCELLED, 'context canceled'));
    });
  });
}
