import type { Environment } from '../environment.ts';
import type { Storage } from '../storage.ts';
import { type FetchHandler, fetchHandler } from './gateway/fetch-handler.ts';
import { httpListener, type Listener } from './gateway/listener.ts';
import { routes } from './gateway/route.ts';
import { Log } from './log/log.ts';
import { replay, snapshotOf } from './log/restore.ts';
import { logged } from './server/logged.ts';
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

const SERVICES = [
  kvService,
  watchService,
  leaseService,
  lockService,
  electionService,
  maintenanceService,
  clusterService,
  authService,
];

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

/**
 * Starts an etcd over what it is given; what is left out of `options` is as etcd has it. With a
 * storage it goes on with the keys and leases that it had, and answers when they are on the disk.
 */
export async function createEtcd(
  environment: Environment,
  options: Partial<Options> = {},
): Promise<Etcd> {
  const state = new State(environment, { ...DEFAULTS, ...options });
  const log = environment.storage && (await openLog(state, environment.storage));
  const methods = SERVICES.flatMap((service) => service(state)).map((method) =>
    log === null ? method : logged(method, log),
  );
  const route = routes(methods, { isHealthy: () => state.alarms.list().length === 0 });
  return {
    fetch: fetchHandler(route),
    listener: httpListener(route),
    methods,
    close: () => state.close(),
  };
}

async function openLog(state: State, storage: Storage): Promise<Log> {
  const log = new Log(storage, () => snapshotOf(state));
  for (const record of await log.read()) replay(state, record);
  state.log = log;
  return log;
}
