import {
  bool,
  bytes,
  enumeration,
  id64,
  int64,
  later,
  type Many,
  type MessageType,
  message,
  type NestedIn,
  oneOf,
  repeated,
  string,
  sub,
  uid64,
  uint64,
} from '../schema/schema.ts';

/** Messages of etcd's KV service: api/mvccpb/kv.proto and api/etcdserverpb/rpc.proto of etcd 3.4. */
export const ResponseHeader = message('etcdserverpb.ResponseHeader', {
  cluster_id: uid64(1),
  member_id: uid64(2),
  revision: int64(3),
  raft_term: uint64(4),
});

export const KeyValue = message('mvccpb.KeyValue', {
  key: bytes(1),
  create_revision: int64(2),
  mod_revision: int64(3),
  version: int64(4),
  value: bytes(5),
  lease: id64(6),
});

export const RangeRequest = message('etcdserverpb.RangeRequest', {
  key: bytes(1),
  range_end: bytes(2),
  limit: int64(3),
  revision: int64(4),
  sort_order: oneOf(
    5,
    enumeration('etcdserverpb.RangeRequest_SortOrder', 'NONE', 'ASCEND', 'DESCEND'),
  ),
  sort_target: oneOf(
    6,
    enumeration('etcdserverpb.RangeRequest_SortTarget', 'KEY', 'VERSION', 'CREATE', 'MOD', 'VALUE'),
  ),
  serializable: bool(7),
  keys_only: bool(8),
  count_only: bool(9),
  min_mod_revision: int64(10),
  max_mod_revision: int64(11),
  min_create_revision: int64(12),
  max_create_revision: int64(13),
});

export const RangeResponse = message('etcdserverpb.RangeResponse', {
  header: sub(1, ResponseHeader),
  kvs: repeated(sub(2, KeyValue)),
  more: bool(3),
  count: int64(4),
});

export const PutRequest = message('etcdserverpb.PutRequest', {
  key: bytes(1),
  value: bytes(2),
  lease: id64(3),
  prev_kv: bool(4),
  ignore_value: bool(5),
  ignore_lease: bool(6),
});

export const PutResponse = message('etcdserverpb.PutResponse', {
  header: sub(1, ResponseHeader),
  prev_kv: sub(2, KeyValue),
});

export const DeleteRangeRequest = message('etcdserverpb.DeleteRangeRequest', {
  key: bytes(1),
  range_end: bytes(2),
  prev_kv: bool(3),
});

export const DeleteRangeResponse = message('etcdserverpb.DeleteRangeResponse', {
  header: sub(1, ResponseHeader),
  deleted: int64(2),
  prev_kvs: repeated(sub(3, KeyValue)),
});

/** Which of `version` to `lease` counts is said by `target`; one that was not sent counts as zero. */
export const Compare = message(
  'etcdserverpb.Compare',
  {
    result: oneOf(
      1,
      enumeration('etcdserverpb.Compare_CompareResult', 'EQUAL', 'GREATER', 'LESS', 'NOT_EQUAL'),
    ),
    target: oneOf(
      2,
      enumeration(
        'etcdserverpb.Compare_CompareTarget',
        'VERSION',
        'CREATE',
        'MOD',
        'VALUE',
        'LEASE',
      ),
    ),
    key: bytes(3),
    range_end: bytes(64),
    version: int64(4),
    create_revision: int64(5),
    mod_revision: int64(6),
    value: bytes(7),
    lease: id64(8),
  },
  'target_union',
);

// A transaction holds operations, one of which is a transaction: types must break the circle.
interface TxnRequestMembers {
  readonly compare: Many<NestedIn<typeof Compare>>;
  readonly success: Many<NestedIn<MessageType<RequestOpMembers>>>;
  readonly failure: Many<NestedIn<MessageType<RequestOpMembers>>>;
}
interface RequestOpMembers {
  readonly request_range: NestedIn<typeof RangeRequest>;
  readonly request_put: NestedIn<typeof PutRequest>;
  readonly request_delete_range: NestedIn<typeof DeleteRangeRequest>;
  readonly request_txn: NestedIn<MessageType<TxnRequestMembers>>;
}
interface TxnResponseMembers {
  readonly header: NestedIn<typeof ResponseHeader>;
  readonly succeeded: ReturnType<typeof bool>;
  readonly responses: Many<NestedIn<MessageType<ResponseOpMembers>>>;
}
interface ResponseOpMembers {
  readonly response_range: NestedIn<typeof RangeResponse>;
  readonly response_put: NestedIn<typeof PutResponse>;
  readonly response_delete_range: NestedIn<typeof DeleteRangeResponse>;
  readonly response_txn: NestedIn<MessageType<TxnResponseMembers>>;
}

/** One of its members. */
export const RequestOp: MessageType<RequestOpMembers> = message(
  'etcdserverpb.RequestOp',
  {
    request_range: sub(1, RangeRequest),
    request_put: sub(2, PutRequest),
    request_delete_range: sub(3, DeleteRangeRequest),
    request_txn: later<MessageType<TxnRequestMembers>>(4, () => TxnRequest),
  },
  'request',
);

/** One of its members. */
export const ResponseOp: MessageType<ResponseOpMembers> = message('etcdserverpb.ResponseOp', {
  response_range: sub(1, RangeResponse),
  response_put: sub(2, PutResponse),
  response_delete_range: sub(3, DeleteRangeResponse),
  response_txn: later<MessageType<TxnResponseMembers>>(4, () => TxnResponse),
});

export const TxnRequest: MessageType<TxnRequestMembers> = message('etcdserverpb.TxnRequest', {
  compare: repeated(sub(1, Compare)),
  success: repeated(sub(2, RequestOp)),
  failure: repeated(sub(3, RequestOp)),
});

export const TxnResponse: MessageType<TxnResponseMembers> = message('etcdserverpb.TxnResponse', {
  header: sub(1, ResponseHeader),
  succeeded: bool(2),
  responses: repeated(sub(3, ResponseOp)),
});

export const CompactionRequest = message('etcdserverpb.CompactionRequest', {
  revision: int64(1),
  physical: bool(2),
});

/** An answer that says nothing but that it was done; many calls have one like it. */
export const headerOnly = (name: string) => message(name, { header: sub(1, ResponseHeader) });

export const CompactionResponse = headerOnly('etcdserverpb.CompactionResponse');

export const nothing = (name: string) => message(name, {});

export const named = (name: string) => message(name, { name: string(1) });
