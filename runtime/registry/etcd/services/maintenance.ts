import * as messages from '../messages/administration.ts';
import { type Method, stream, unary } from '../server/method.ts';
import type { State } from '../server/state.ts';
import { Code, Refusal } from '../status.ts';
import { VERSION } from '../version.ts';

const PAGE_BYTES = 4096;
const EMPTY_BYTES = 5 * PAGE_BYTES;

/** etcd's Maintenance service, as far as a server of one member that has no bbolt file can serve it. */
export function maintenanceService(state: State): Method[] {
  return [
    unary(
      '/etcdserverpb.Maintenance/Status',
      ['maintenance/status'],
      [messages.StatusRequest, messages.StatusResponse],
      () => {
        const { memberId, raftTerm } = state.options;
        const bytes = Math.max(EMPTY_BYTES, pagesOf(state.store.bytes));
        return {
          header: state.header(),
          version: VERSION,
          dbSize: bytes,
          dbSizeInUse: bytes,
          leader: memberId,
          raftIndex: state.index,
          raftTerm,
          raftAppliedIndex: state.index,
          errors: state.alarms
            .list()
            .map((alarm) => `memberID:${alarm.memberID} alarm:${alarm.alarm} `),
        };
      },
    ),
    unary(
      '/etcdserverpb.Maintenance/Alarm',
      ['maintenance/alarm'],
      [messages.AlarmRequest, messages.AlarmResponse],
      ({ action, memberID, alarm }) => ({
        alarms: state.alarms.apply(action, { memberID, alarm }),
      }),
    ),
    unary(
      '/etcdserverpb.Maintenance/Hash',
      ['maintenance/hash'],
      [messages.HashRequest, messages.HashResponse],
      () => ({ header: state.header(), hash: state.hash(state.store.revision) }),
    ),
    unary(
      '/etcdserverpb.Maintenance/HashKV',
      [],
      [messages.HashKVRequest, messages.HashKVResponse],
      ({ revision }) => {
        const { store } = state;
        if (revision > 0) store.checkReadable(revision);
        const hash = state.hash(revision > 0 ? revision : store.revision);
        return { header: state.header(), hash, compact_revision: Math.max(0, store.compacted) };
      },
    ),
    unary(
      '/etcdserverpb.Maintenance/Defragment',
      ['maintenance/defragment'],
      [messages.DefragmentRequest, messages.DefragmentResponse],
      () => ({}),
    ),
    stream(
      'server-stream',
      '/etcdserverpb.Maintenance/Snapshot',
      ['maintenance/snapshot'],
      [messages.SnapshotRequest, messages.SnapshotResponse],
      (response) => ({
        message: () => response.fail(noSnapshot()),
        end: () => {},
      }),
    ),
  ];
}

/** What etcd sends is its bbolt file; ours would be no file that its tools can read. */
function noSnapshot(): Refusal {
  return new Refusal(
    Code.UNIMPLEMENTED,
    'snapshot: this registry has no bbolt file to send; read its keys with a range over all of them',
  );
}

function pagesOf(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}
