/**
 * node:async_hooks: AsyncLocalStorage and AsyncResource. The hooks themselves are not here: no
 * engine but Node's tells of every resource.
 */
import { notAvailable } from '../errors/not-available.ts';
import { AsyncLocalStorage } from './async-local-storage.ts';
import { AsyncResource } from './async-resource.ts';
import { followPromises } from './context.ts';

export { captured, leaveContext } from './context.ts';
export { followAwaits } from './continuation.ts';

/**
 * The namespace of node:async_hooks. Promises of the realm follow contexts from the first call on:
 * it must come before any of the program's modules runs.
 */
export function createAsyncHooks() {
  followPromises(Promise);
  const hint = 'To know which request code runs for, use AsyncLocalStorage.';
  return {
    AsyncLocalStorage,
    AsyncResource,
    createHook: notAvailable('async_hooks.createHook', hint),
    executionAsyncId: notAvailable('async_hooks.executionAsyncId', hint),
    triggerAsyncId: notAvailable('async_hooks.triggerAsyncId', hint),
    executionAsyncResource: notAvailable('async_hooks.executionAsyncResource', hint),
  };
}
