import type { ConsulObservation } from '../observation.ts';

/** How one Consul agent is set up; it is a server, and the only one of its datacenter. */
export interface ConsulOptions {
  readonly datacenter: string;
  readonly nodeName: string;
  /** The address of the node, as the catalog has it. */
  readonly address: string;
  /** What a write takes, as one that a cluster agrees on. */
  readonly writeLatencyMs: number;
  /**
   * Multiplies what `DeregisterCriticalServiceAfter` says, its least value (1 min) and the time
   * between two looks (30 s), so that a lesson need not wait for minutes.
   */
  readonly deregisterTimeScale: number;
  /** Queries that may wait at the same time; more are refused with 429. */
  readonly maxBlockingQueries: number;
  /** Calls services, for health checks over HTTP. */
  readonly client: Client;
  /** Told of everything that happens in the registry, as plain data. */
  readonly observe: (observation: ConsulObservation) => void;
}

/** A `fetch`, as far as health checks need it. */
export type Client = (url: string, init: RequestInit) => Promise<Response>;

/** All but what only the caller can know. */
export const DEFAULT_OPTIONS: Omit<ConsulOptions, 'client'> = {
  datacenter: 'dc1',
  nodeName: 'registry',
  address: '127.0.0.1',
  writeLatencyMs: 8,
  deregisterTimeScale: 1,
  maxBlockingQueries: 10_000,
  observe: () => {},
};

/** The Consul whose API this is. */
export const VERSION = '1.20.6';
