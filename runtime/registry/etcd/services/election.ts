import { deleteKey, enter, leaseOf, putLeased } from '../concurrency/guarded.ts';
import { LeaderObserver } from '../concurrency/leader-observer.ts';
import { firstOf, keyOf, prefixOf, waitForTurn } from '../concurrency/queue.ts';
import * as messages from '../messages/concurrency.ts';
import type { Incoming, Outgoing } from '../schema/schema.ts';
import type { UnaryCall } from '../server/call.ts';
import { type Method, stream, unary } from '../server/method.ts';
import type { State } from '../server/state.ts';
import { refusals, withoutCode } from '../status.ts';

type LeaderKey = Incoming<typeof messages.LeaderKey>;

/** etcd's Election service. */
export function electionService(state: State): Method[] {
  return [
    unary(
      '/v3electionpb.Election/Campaign',
      ['election/campaign'],
      [messages.CampaignRequest, messages.CampaignResponse],
      (request, call) => campaign(state, request, call),
    ),
    unary(
      '/v3electionpb.Election/Proclaim',
      ['election/proclaim'],
      [messages.ProclaimRequest, messages.ProclaimResponse],
      ({ leader, value }) => {
        const { key, lease } = required(leader);
        if (!isInOffice(state, required(leader))) throw refusals.notLeader();
        try {
          putLeased(state, key, value, leaseOf(state, lease));
        } catch (error) {
          throw withoutCode(error);
        }
        return { header: state.header() };
      },
    ),
    unary(
      '/v3electionpb.Election/Leader',
      ['election/leader'],
      [messages.LeaderRequest, messages.LeaderResponse],
      ({ name }) => {
        const kv = firstOf(state, prefixOf(name));
        if (kv === null) throw refusals.noLeader();
        return { header: state.header(), kv };
      },
    ),
    stream(
      'server-stream',
      '/v3electionpb.Election/Observe',
      ['election/observe'],
      [messages.LeaderRequest, messages.LeaderResponse],
      (response) => ({
        message: ({ name }) => new LeaderObserver(state, prefixOf(name), response),
        end: () => {},
      }),
    ),
    unary(
      '/v3electionpb.Election/Resign',
      ['election/resign'],
      [messages.ResignRequest, messages.ResignResponse],
      ({ leader }) => {
        if (isInOffice(state, required(leader))) deleteKey(state, required(leader).key);
        return { header: state.header() };
      },
    ),
  ];
}

async function campaign(
  state: State,
  request: Incoming<typeof messages.CampaignRequest>,
  call: UnaryCall,
): Promise<Outgoing<typeof messages.CampaignResponse>> {
  try {
    const lease = leaseOf(state, request.lease);
    const key = keyOf(request.name, lease);
    const { create_revision: rev, value } = enter(state, key, request.value, lease);
    const header = state.header();
    if (value !== request.value) putLeased(state, key, request.value, lease);
    try {
      await waitForTurn(state, prefixOf(request.name), rev, call);
    } catch (error) {
      if (state.store.get(key)?.create_revision === rev) deleteKey(state, key);
      throw error;
    }
    return { header, leader: { name: request.name, key, rev, lease } };
  } catch (error) {
    throw withoutCode(error);
  }
}

/** Whether the key that was won is still there, and still the same. */
function isInOffice(state: State, { key, rev }: LeaderKey): boolean {
  return state.store.get(key)?.create_revision === rev;
}

function required(leader: LeaderKey | undefined): LeaderKey {
  if (leader === undefined) throw refusals.leaderMissing();
  return leader;
}
