import type { Environment } from '../environment.ts';
import { type FetchHandler, fetchHandler } from './gateway/fetch-handler.ts';
import { httpListener, type Listener } from './gateway/listener.ts';
import { routes } from './gateway/route.ts';
import type { Method } from './server/method.ts';
import { DEFAULTS, type Options } from './server/options.ts';
import { State } from './server/state.ts';
import { authService } from './services/auth.ts';
import { clusterService } from './services/cluster.ts';
import { electionService } from './services/election.ts';
import { kvService } from './services/kv.ts';
import { leaseService } from './services/lease.ts';
import { lockService } from './services/lock.ts';
import { maintenanceService } from './services/maintenance.ts';
import { watchService } from './services/watch.ts';

/** An etcd of one member. */
export interface Etcd {
  /** Its JSON gateway. */
  readonly fetch: FetchHandler;
  /** The same for `node:http`'s server. */
  readonly listener: Listener;
  /** Its methods, for whoever serves them otherwise. */
  readonly methods: readonly Method[];
  /** Lets go of its timers. Calls that wait are left to whoever carries them. */
  close(): void;
}

/** Starts an etcd over what it is given; what is left out of `options` is as etcd has it. */
export function createEtcd(environment: Environment, options: Partial<Options> = {}): Etcd {
  const state = new State(environment, { ...DEFAULTS, ...options });
  const methods = [
    kvService,
    watchService,
    leaseService,
    lockService,
    electionService,
    maintenanceService,
    clusterService,
    authService,
  ].flatMap((service) => service(state));
  const route = routes(methods, { isHealthy: () => state.alarms.list().length === 0 });
  return {
    fetch: fetchHandler(route),
    listener: httpListener(route),
    methods,
    close: () => state.close(),
  };
}
