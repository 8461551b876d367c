/**
 * What a distributed system should keep, as pure functions over what was observed: each says that it
 * holds, or shows where it does not.
 */
export { conservation, type TotalRead } from './conservation.ts';
export { type Effect, exactlyOnce } from './exactly-once.ts';
export type { Holds } from './finding.ts';
export * from './linearizability/index.ts';
export { type FencedWrite, fencing, type Hold, mutualExclusion } from './mutual-exclusion.ts';
export {
  type SessionGuarantee,
  type SessionOperation,
  sessionGuarantee,
} from './session-guarantees.ts';
