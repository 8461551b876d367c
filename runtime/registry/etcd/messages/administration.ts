import {
  bool,
  bytes,
  enumeration,
  int64,
  message,
  oneOf,
  repeated,
  string,
  sub,
  uid64,
  uint32,
  uint64,
} from '../schema/schema.ts';
import { headerOnly, named, nothing, ResponseHeader } from './kv.ts';

/** Messages of etcd's Maintenance, Cluster and Auth services: rpc.proto of etcd 3.4. */
export const StatusRequest = nothing('etcdserverpb.StatusRequest');

export const StatusResponse = message('etcdserverpb.StatusResponse', {
  header: sub(1, ResponseHeader),
  version: string(2),
  dbSize: int64(3),
  leader: uid64(4),
  raftIndex: uint64(5),
  raftTerm: uint64(6),
  raftAppliedIndex: uint64(7),
  errors: repeated(string(8)),
  dbSizeInUse: int64(9),
  isLearner: bool(10),
});

const AlarmType = enumeration('etcdserverpb.AlarmType', 'NONE', 'NOSPACE', 'CORRUPT');

export const AlarmRequest = message('etcdserverpb.AlarmRequest', {
  action: oneOf(
    1,
    enumeration('etcdserverpb.AlarmRequest_AlarmAction', 'GET', 'ACTIVATE', 'DEACTIVATE'),
  ),
  memberID: uid64(2),
  alarm: oneOf(3, AlarmType),
});

export const AlarmMember = message('etcdserverpb.AlarmMember', {
  memberID: uid64(1),
  alarm: oneOf(2, AlarmType),
});

export const AlarmResponse = message('etcdserverpb.AlarmResponse', {
  header: sub(1, ResponseHeader),
  alarms: repeated(sub(2, AlarmMember)),
});

export const HashRequest = nothing('etcdserverpb.HashRequest');

export const HashResponse = message('etcdserverpb.HashResponse', {
  header: sub(1, ResponseHeader),
  hash: uint32(2),
});

export const HashKVRequest = message('etcdserverpb.HashKVRequest', { revision: int64(1) });

export const HashKVResponse = message('etcdserverpb.HashKVResponse', {
  header: sub(1, ResponseHeader),
  hash: uint32(2),
  compact_revision: int64(3),
});

export const DefragmentRequest = nothing('etcdserverpb.DefragmentRequest');

export const DefragmentResponse = headerOnly('etcdserverpb.DefragmentResponse');

export const SnapshotRequest = nothing('etcdserverpb.SnapshotRequest');

export const SnapshotResponse = message('etcdserverpb.SnapshotResponse', {
  header: sub(1, ResponseHeader),
  remaining_bytes: uint64(2),
  blob: bytes(3),
});

export const Member = message('etcdserverpb.Member', {
  ID: uid64(1),
  name: string(2),
  peerURLs: repeated(string(3)),
  clientURLs: repeated(string(4)),
  isLearner: bool(5),
});

export const MemberListRequest = nothing('etcdserverpb.MemberListRequest');

export const MemberListResponse = message('etcdserverpb.MemberListResponse', {
  header: sub(1, ResponseHeader),
  members: repeated(sub(2, Member)),
});

export const AuthUserAddRequest = message('etcdserverpb.AuthUserAddRequest', {
  name: string(1),
  password: string(2),
});

export const AuthUserAddResponse = headerOnly('etcdserverpb.AuthUserAddResponse');

export const AuthUserDeleteRequest = named('etcdserverpb.AuthUserDeleteRequest');

export const AuthUserDeleteResponse = headerOnly('etcdserverpb.AuthUserDeleteResponse');

export const AuthUserListRequest = nothing('etcdserverpb.AuthUserListRequest');

export const AuthUserListResponse = message('etcdserverpb.AuthUserListResponse', {
  header: sub(1, ResponseHeader),
  users: repeated(string(2)),
});

export const AuthenticateRequest = message('etcdserverpb.AuthenticateRequest', {
  name: string(1),
  password: string(2),
});

export const AuthenticateResponse = message('etcdserverpb.AuthenticateResponse', {
  header: sub(1, ResponseHeader),
  token: string(2),
});

export const AuthUserGetRequest = named('etcdserverpb.AuthUserGetRequest');

export const AuthUserGetResponse = rolesOnly('etcdserverpb.AuthUserGetResponse');

export const AuthRoleListRequest = nothing('etcdserverpb.AuthRoleListRequest');

export const AuthRoleListResponse = rolesOnly('etcdserverpb.AuthRoleListResponse');

export const AuthEnableRequest = nothing('etcdserverpb.AuthEnableRequest');

export const AuthEnableResponse = headerOnly('etcdserverpb.AuthEnableResponse');

export const AuthDisableRequest = nothing('etcdserverpb.AuthDisableRequest');

export const AuthDisableResponse = headerOnly('etcdserverpb.AuthDisableResponse');

function rolesOnly(name: string) {
  return message(name, { header: sub(1, ResponseHeader), roles: repeated(string(2)) });
}
