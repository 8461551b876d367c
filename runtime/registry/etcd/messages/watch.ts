import {
  bool,
  bytes,
  enumeration,
  id64,
  int64,
  message,
  oneOf,
  repeated,
  string,
  sub,
} from '../schema/schema.ts';
import { KeyValue, ResponseHeader } from './kv.ts';

/** Messages of etcd's Watch service: api/etcdserverpb/rpc.proto of etcd 3.4. */
export const Event = message('mvccpb.Event', {
  type: oneOf(1, enumeration('mvccpb.Event_EventType', 'PUT', 'DELETE')),
  kv: sub(2, KeyValue),
  prev_kv: sub(3, KeyValue),
});

export const WatchCreateRequest = message('etcdserverpb.WatchCreateRequest', {
  key: bytes(1),
  range_end: bytes(2),
  start_revision: int64(3),
  progress_notify: bool(4),
  filters: repeated(
    oneOf(5, enumeration('etcdserverpb.WatchCreateRequest_FilterType', 'NOPUT', 'NODELETE')),
  ),
  prev_kv: bool(6),
  watch_id: id64(7),
  fragment: bool(8),
});

export const WatchCancelRequest = message('etcdserverpb.WatchCancelRequest', {
  watch_id: id64(1),
});

export const WatchProgressRequest = message('etcdserverpb.WatchProgressRequest', {});

/** One of its members. */
export const WatchRequest = message(
  'etcdserverpb.WatchRequest',
  {
    create_request: sub(1, WatchCreateRequest),
    cancel_request: sub(2, WatchCancelRequest),
    progress_request: sub(3, WatchProgressRequest),
  },
  'request_union',
);

export const WatchResponse = message('etcdserverpb.WatchResponse', {
  header: sub(1, ResponseHeader),
  watch_id: id64(2),
  created: bool(3),
  canceled: bool(4),
  compact_revision: int64(5),
  cancel_reason: string(6),
  fragment: bool(7),
  events: repeated(sub(11, Event)),
});
