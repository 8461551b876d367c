/** etcd v3's API (of etcd 3.4) over a store of its own: one member, no raft. */
export { createEtcd, type Etcd } from './etcd.ts';
export type { Options } from './server/options.ts';
