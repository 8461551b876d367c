import type { Environment } from '../environment.ts';
import { Agent } from './agent/agent.ts';
import { AntiEntropy } from './agent/anti-entropy.ts';
import { CatalogSync } from './agent/catalog-sync.ts';
import { Reaper } from './agent/reaper.ts';
import { restoreAgent } from './agent/restore.ts';
import { Chance } from './chance.ts';
import { createClock } from './clock.ts';
import { allRoutes } from './endpoints/index.ts';
import { createHandler } from './handler.ts';
import { BlockingQueries } from './http/blocking.ts';
import { Router } from './http/router.ts';
import { type ConsulOptions, DEFAULT_OPTIONS } from './options.ts';
import type { Server } from './server.ts';
import { Commits } from './state/commits.ts';
import { Housekeeping } from './state/housekeeping.ts';
import { CommandLog } from './state/log.ts';
import { ownNode, ownNodeCommand } from './state/own-node.ts';
import { SessionTimers } from './state/session-timers.ts';
import { Store } from './state/store.ts';
import { Tell } from './state/tell.ts';
import { Watchers } from './state/watchers.ts';

/** One Consul agent that is also the only server of its datacenter. */
export interface Consul {
  /** Answers one request of Consul's HTTP API. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Queries that wait for a change now. */
  readonly waitingQueries: () => number;
  /** Stops checks and timers; queries that wait are answered with what there is. */
  readonly close: () => void;
}

/**
 * Starts a Consul. With a storage in its environment it goes on with what it knew: keys, sessions,
 * the catalog and the agent's registrations.
 */
export async function createConsul(
  environment: Environment,
  given: Partial<ConsulOptions> & Pick<ConsulOptions, 'client'>,
): Promise<Consul> {
  const options: ConsulOptions = { ...DEFAULT_OPTIONS, ...given };
  const { observe } = options;
  const clock = createClock(environment);
  const chance = new Chance(environment.random);
  const watchers = new Watchers((key, waiting) =>
    observe({ kind: 'consul-key-watched', key, waiting }),
  );
  const store = new Store(watchers);
  const log = environment.storage === null ? null : new CommandLog(environment.storage);
  await log?.open(store, environment.nowMs());

  const endSession = (id: string) => {
    commits.propose({ op: 'session-destroy', id }).catch(() => sessionTimers.restart(id));
  };
  const sessionTimers = new SessionTimers(clock, store, endSession);
  const tell = new Tell(store, observe, (session) => sessionTimers.ended(session));
  const commits = new Commits({
    store,
    clock,
    log,
    latencyMs: options.writeLatencyMs,
    committed: (commit) => tell.committed(commit),
  });
  await commits.boot(ownNodeCommand(store, options, chance));
  const node = ownNode(store, options);

  const queries = new BlockingQueries(clock, chance, watchers, options.maxBlockingQueries);
  const server: Server = { options, clock, chance, store, commits, queries, sessionTimers, tell };
  const sync = new CatalogSync(commits, options, node);
  const agent = new Agent({ clock, chance, options, store, sync });
  restoreAgent(agent, store, options.nodeName);
  for (const { ID } of store.sessions.rows()) sessionTimers.restart(ID);

  const antiEntropy = new AntiEntropy({
    clock,
    node: options.nodeName,
    store,
    commits,
    agent,
    sync,
  });
  const reaper = new Reaper(clock, agent, sync, options.deregisterTimeScale);
  const housekeeping = new Housekeeping(clock, store, commits);
  sync.background(antiEntropy.compare());
  for (const each of [antiEntropy, reaper, housekeeping]) each.start();

  return {
    fetch: createHandler(new Router(allRoutes(server, agent, node.ID))),
    waitingQueries: () => queries.waiting,
    close: () => {
      for (const each of [antiEntropy, reaper, housekeeping]) each.stop();
      agent.close();
      sessionTimers.close();
      commits.close();
      queries.close();
    },
  };
}
