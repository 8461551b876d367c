import type { LinkedPackageFile } from '../../../runtime/compile/packages/linked-package.ts';
import { type Engine, Realm } from '../../../runtime/sandbox/simulated/index.ts';
import { measureRegistrySchedules } from './registry.ts';
import { measureSchedules, type SimulatorFigures } from './scenario.ts';

/** What a worker that measures is given first. */
export interface Begin {
  /** The text of the Node API: see RealmOptions. */
  readonly processText: string;
  /** The registry's program. */
  readonly registry: readonly LinkedPackageFile[];
}

/** What is to be run, and how often. */
export interface Asked {
  readonly scenario: 'lock' | 'registry';
  readonly schedules: number;
}

export type Answer = SimulatorFigures | { readonly failed: string };

/** A worker's side, in Node and in the page: returns what is to be called with each question. */
export function serveFigures(engine: Engine, { processText, registry }: Begin) {
  const realm = new Realm({ engine, processText, fetchPackage: async () => registry });
  const measures = { lock: measureSchedules, registry: measureRegistrySchedules };
  return ({ scenario, schedules }: Asked): Promise<Answer> =>
    measures[scenario](realm, schedules).catch((error) => ({ failed: String(error) }));
}
