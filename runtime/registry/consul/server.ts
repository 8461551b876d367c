import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import type { Json } from './codec/json.ts';
import { type BlockingQueries, type Found, queryHeaders } from './http/blocking.ts';
import type { Call } from './http/call.ts';
import { type QueryOptions, readQueryOptions } from './http/query-options.ts';
import { json, type Reply } from './http/reply.ts';
import type { ConsulOptions } from './options.ts';
import type { Commits } from './state/commits.ts';
import type { SessionTimers } from './state/session-timers.ts';
import type { Store } from './state/store.ts';
import type { LocksObserver } from './state/tell.ts';

/** What the endpoints of the catalog, the store and the sessions work with. */
export interface Server {
  readonly options: ConsulOptions;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly store: Store;
  readonly commits: Commits;
  readonly queries: BlockingQueries;
  readonly sessionTimers: SessionTimers;
  readonly tell: LocksObserver;
}

/** Answers a query with the JSON that `probe` finds, waiting for a change if the caller asks so. */
export async function answerQuery(
  server: Server,
  call: Call,
  probe: (options: QueryOptions) => Found<Json>,
): Promise<Reply> {
  const options = readQueryOptions(call, server.options.datacenter);
  const found = await server.queries.run(options, call.signal, () => probe(options));
  return json(found.value, queryHeaders(found.index, options.consistency));
}
