import * as messages from '../messages/lease.ts';
import { type Method, stream, unary } from '../server/method.ts';
import type { State } from '../server/state.ts';
import { Refusal } from '../status.ts';

/** etcd's Lease service. */
export function leaseService(state: State): Method[] {
  const { leases } = state;
  return [
    unary(
      '/etcdserverpb.Lease/LeaseGrant',
      ['lease/grant'],
      [messages.LeaseGrantRequest, messages.LeaseGrantResponse],
      ({ ID, TTL }) => {
        const { id, ttlS } = state.grant(ID, TTL);
        return { header: state.header(), ID: id, TTL: ttlS };
      },
    ),
    unary(
      '/etcdserverpb.Lease/LeaseRevoke',
      ['lease/revoke', 'kv/lease/revoke'],
      [messages.LeaseRevokeRequest, messages.LeaseRevokeResponse],
      ({ ID }) => {
        state.revoke(ID, 'revoked');
        return { header: state.header() };
      },
    ),
    stream(
      'bidi',
      '/etcdserverpb.Lease/LeaseKeepAlive',
      ['lease/keepalive'],
      [messages.LeaseKeepAliveRequest, messages.LeaseKeepAliveResponse],
      (response) => ({
        message: ({ ID }) =>
          response.send({ header: state.header(), ID, TTL: renewedTtlS(state, ID) }),
        end: () => response.end(),
      }),
    ),
    unary(
      '/etcdserverpb.Lease/LeaseTimeToLive',
      ['lease/timetolive', 'kv/lease/timetolive'],
      [messages.LeaseTimeToLiveRequest, messages.LeaseTimeToLiveResponse],
      ({ ID, keys }) => {
        const header = state.header();
        if (!leases.has(ID)) return { header, ID, TTL: -1 };
        const lease = leases.get(ID);
        const leftS = Math.max(0, Math.floor(leases.remainingMs(lease) / 1000));
        const answer = { header, ID, TTL: leftS, grantedTTL: lease.ttlS };
        return keys ? { ...answer, keys: [...lease.keys] } : answer;
      },
    ),
    unary(
      '/etcdserverpb.Lease/LeaseLeases',
      ['lease/leases', 'kv/lease/leases'],
      [messages.LeaseLeasesRequest, messages.LeaseLeasesResponse],
      () => ({ header: state.header(), leases: leases.list().map(({ id }) => ({ ID: id })) }),
    ),
  ];
}

/** A lease that is not there is no error here: it has no time left. */
function renewedTtlS(state: State, id: bigint): number {
  try {
    return state.renew(id).ttlS;
  } catch (error) {
    if (error instanceof Refusal) return 0;
    throw error;
  }
}
