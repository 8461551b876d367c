/**
 * The sandbox for checks: services run as functions in one realm on a virtual clock, and every
 * choice comes from a seed, so that the same run can be had again, and hundreds of runs a second.
 */
import { type SimulatedOptions, SimulatedSandbox } from './simulated-sandbox.ts';

export { createBrowserEngine } from './engine/browser.ts';
export type { Engine, Evaluated } from './engine/engine.ts';
export { Realm, type RealmOptions } from './realm.ts';
export * from './schedule/index.ts';
export type { SimulatedOptions } from './simulated-sandbox.ts';
export { type Place, type Whereabouts, Witness } from './witness.ts';

/** A sandbox that is not booted yet. */
export function createSimulatedSandbox(options: SimulatedOptions): SimulatedSandbox {
  return new SimulatedSandbox(options);
}
