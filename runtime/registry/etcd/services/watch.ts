import { WatchRequest, WatchResponse } from '../messages/watch.ts';
import { type Method, stream } from '../server/method.ts';
import type { State } from '../server/state.ts';
import { WatchStream } from '../watch/watch-stream.ts';

/** etcd's Watch service. */
export function watchService(state: State): Method[] {
  return [
    stream(
      'bidi',
      '/etcdserverpb.Watch/Watch',
      ['watch'],
      [WatchRequest, WatchResponse],
      (response) => new WatchStream(state, response),
    ),
  ];
}
