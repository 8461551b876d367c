import type { SandboxKind } from '../../../runtime/sandbox/index.ts';
import { createNodeSandbox } from '../../../runtime/sandbox/node/index.ts';
import {
  createSimulatedSandbox,
  QUIET_SCHEDULE,
} from '../../../runtime/sandbox/simulated/index.ts';
import { nodeRealm } from '../../../runtime/sandbox/simulated/node.ts';
import { observeInChromium } from './chromium.ts';
import { observe } from './observe.ts';
import type { Observation, Plan } from './plan.ts';

/** Runs the plan in a fresh sandbox of one kind, and lets go of all that it took. */
export type ObserveKind = (plan: Plan) => Promise<readonly Observation[]>;

/** In a WebContainer it is Node itself; none can boot where there is no network. */
export type ComparedKind = Exclude<SandboxKind, 'webcontainer'>;

/** The kinds that can be compared. Node is the reference; beside itself it shows what is unsteady. */
export const KINDS: Readonly<Record<ComparedKind, ObserveKind>> = {
  node: (plan) => observe(createNodeSandbox(), plan),
  browser: observeInChromium,
  // Nothing left to chance: what is compared is the Node API, and not how late messages may be.
  simulated: async (plan) =>
    observe(createSimulatedSandbox({ schedule: QUIET_SCHEDULE, realm: await nodeRealm() }), plan),
};
