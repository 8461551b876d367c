/** What a check is written with, and what runs it. Lessons import nothing else. */

export { createRandom, type Random } from '../network/index.ts';
export type { Instance } from '../sandbox/index.ts';
export * from './diagram/index.ts';
export { ExpectationFailed, expectReply, expectThat, type ReplyExpectation } from './expect.ts';
export { pathSegment, personNames } from './generate.ts';
export type { KeptUp, Lab, StartOptions } from './lab.ts';
export { type Arrivals, Latencies, LoadError, type LoadReport } from './load/index.ts';
export * from './properties/index.ts';
export type {
  ConsulKey,
  ConsulReader,
  EtcdKey,
  EtcdReader,
  LabRegistry,
  ServiceInstance,
} from './registry.ts';
export type { Reply } from './reply.ts';
export { type CheckOptions, runCheck } from './run-check.ts';
export {
  type Allowed,
  type Live,
  type Scenario,
  type ScenarioOptions,
  scenario,
} from './scenario.ts';
export type { NoReply, RequestOptions } from './send.ts';
export { type StoryLine, seconds, storyOf, whatStruck } from './story/index.ts';
export type { Failed, Inconclusive, Passed, Verdict } from './verdict.ts';
