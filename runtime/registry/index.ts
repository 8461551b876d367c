/**
 * A registry that speaks Consul's and etcd's own APIs. Each is a pure state machine over an
 * `Environment`, so it runs the same under Node, in a browser's worker and on the simulator's clock.
 */

export { type Consul, type ConsulOptions, createConsul } from './consul/index.ts';
export type { Environment, Random } from './environment.ts';
export { createEtcd, type Etcd, type Options as EtcdOptions } from './etcd/index.ts';
export type { ConsulObservation, EtcdObservation, Observation } from './observation.ts';
export type { Storage } from './storage.ts';
export * from './view/index.ts';
