import { deleteKey, enter, leaseOf } from '../concurrency/guarded.ts';
import { keyOf, prefixOf, waitForTurn } from '../concurrency/queue.ts';
import { checkKey } from '../kv/check.ts';
import * as messages from '../messages/concurrency.ts';
import type { Incoming, Outgoing } from '../schema/schema.ts';
import type { UnaryCall } from '../server/call.ts';
import { type Method, unary } from '../server/method.ts';
import type { State } from '../server/state.ts';
import { Code, Refusal, withoutCode } from '../status.ts';

/** etcd's Lock service. */
export function lockService(state: State): Method[] {
  return [
    unary(
      '/v3lockpb.Lock/Lock',
      ['lock/lock'],
      [messages.LockRequest, messages.LockResponse],
      (request, call) => lock(state, request, call),
    ),
    unary(
      '/v3lockpb.Lock/Unlock',
      ['lock/unlock'],
      [messages.UnlockRequest, messages.UnlockResponse],
      ({ key }) => {
        try {
          checkKey({ key });
        } catch (error) {
          throw withoutCode(error);
        }
        deleteKey(state, key);
        return { header: state.header() };
      },
    ),
  ];
}

async function lock(
  state: State,
  request: Incoming<typeof messages.LockRequest>,
  call: UnaryCall,
): Promise<Outgoing<typeof messages.LockResponse>> {
  try {
    const lease = leaseOf(state, request.lease);
    const key = keyOf(request.name, lease);
    const { create_revision } = enter(state, key, '', lease);
    try {
      await waitForTurn(state, prefixOf(request.name), create_revision, call);
    } catch (error) {
      deleteKey(state, key);
      throw error;
    }
    const isOurs = state.store.get(key)?.create_revision === create_revision;
    if (!isOurs && !state.options.grantsLockWithoutLease) {
      throw new Refusal(Code.UNKNOWN, 'mutex: session is expired');
    }
    return { header: state.header(), key };
  } catch (error) {
    throw withoutCode(error);
  }
}
