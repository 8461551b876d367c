import { bytes, id64, int64, message, sub } from '../schema/schema.ts';
import { headerOnly, KeyValue, ResponseHeader } from './kv.ts';

/** Messages of etcd's Lock and Election services: v3lock.proto and v3election.proto of etcd 3.4. */
export const LockRequest = message('v3lockpb.LockRequest', { name: bytes(1), lease: id64(2) });

export const LockResponse = message('v3lockpb.LockResponse', {
  header: sub(1, ResponseHeader),
  key: bytes(2),
});

export const UnlockRequest = message('v3lockpb.UnlockRequest', { key: bytes(1) });

export const UnlockResponse = headerOnly('v3lockpb.UnlockResponse');

export const LeaderKey = message('v3electionpb.LeaderKey', {
  name: bytes(1),
  key: bytes(2),
  rev: int64(3),
  lease: id64(4),
});

export const CampaignRequest = message('v3electionpb.CampaignRequest', {
  name: bytes(1),
  lease: id64(2),
  value: bytes(3),
});

export const CampaignResponse = message('v3electionpb.CampaignResponse', {
  header: sub(1, ResponseHeader),
  leader: sub(2, LeaderKey),
});

export const LeaderRequest = message('v3electionpb.LeaderRequest', { name: bytes(1) });

export const LeaderResponse = message('v3electionpb.LeaderResponse', {
  header: sub(1, ResponseHeader),
  kv: sub(2, KeyValue),
});

export const ResignRequest = message('v3electionpb.ResignRequest', { leader: sub(1, LeaderKey) });

export const ResignResponse = headerOnly('v3electionpb.ResignResponse');

export const ProclaimRequest = message('v3electionpb.ProclaimRequest', {
  leader: sub(1, LeaderKey),
  value: bytes(2),
});

export const ProclaimResponse = headerOnly('v3electionpb.ProclaimResponse');
