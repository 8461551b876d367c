import { bool, bytes, id64, int64, message, repeated, string, sub } from '../schema/schema.ts';
import { headerOnly, nothing, ResponseHeader } from './kv.ts';

/** Messages of etcd's Lease service: api/etcdserverpb/rpc.proto of etcd 3.4. */
export const LeaseGrantRequest = message('etcdserverpb.LeaseGrantRequest', {
  TTL: int64(1),
  ID: id64(2),
});

export const LeaseGrantResponse = message('etcdserverpb.LeaseGrantResponse', {
  header: sub(1, ResponseHeader),
  ID: id64(2),
  TTL: int64(3),
  error: string(4),
});

export const LeaseRevokeRequest = message('etcdserverpb.LeaseRevokeRequest', { ID: id64(1) });

export const LeaseRevokeResponse = headerOnly('etcdserverpb.LeaseRevokeResponse');

export const LeaseKeepAliveRequest = message('etcdserverpb.LeaseKeepAliveRequest', { ID: id64(1) });

export const LeaseKeepAliveResponse = message('etcdserverpb.LeaseKeepAliveResponse', {
  header: sub(1, ResponseHeader),
  ID: id64(2),
  TTL: int64(3),
});

export const LeaseTimeToLiveRequest = message('etcdserverpb.LeaseTimeToLiveRequest', {
  ID: id64(1),
  keys: bool(2),
});

export const LeaseTimeToLiveResponse = message('etcdserverpb.LeaseTimeToLiveResponse', {
  header: sub(1, ResponseHeader),
  ID: id64(2),
  TTL: int64(3),
  grantedTTL: int64(4),
  keys: repeated(bytes(5)),
});

export const LeaseLeasesRequest = nothing('etcdserverpb.LeaseLeasesRequest');

export const LeaseStatus = message('etcdserverpb.LeaseStatus', { ID: id64(1) });

export const LeaseLeasesResponse = message('etcdserverpb.LeaseLeasesResponse', {
  header: sub(1, ResponseHeader),
  leases: repeated(sub(2, LeaseStatus)),
});
