/**
 * What every kind of sandbox must do, in sentences. It runs in Node and in a browser alike, so it
 * imports nothing of either.
 */
import { describe } from 'vitest';
import { describeCrashes } from './crashes.ts';
import { describeExceptions, type Exceptions } from './exceptions.ts';
import { describeFaults } from './faults.ts';
import type { MakeSandbox } from './lab.ts';
import { describeLedger } from './ledger.ts';
import { describeLife } from './life.ts';
import { describeOutput } from './output.ts';
import { describePauses } from './pauses.ts';
import { describeRegistry } from './registry.ts';
import { describeRequests } from './requests.ts';
import { describeSignals } from './signals.ts';
import { describeStacks } from './stacks.ts';
import { describeStart } from './start.ts';
import { describeStartFailures } from './start-failures.ts';
import { describeSync } from './sync.ts';
import { describeVolumes } from './volumes.ts';

/**
 * Runs the contract against sandboxes from `make`, which gives a fresh one that is not booted. A kind
 * is excused from nothing but its exceptions, of which its own `info` has to tell.
 */
export function describeSandbox(
  name: string,
  make: MakeSandbox,
  exceptions: Exceptions = {},
): void {
  describe(name, () => {
    describe('its life', () => describeLife(make));
    describe('starting a service', () => describeStart(make));
    describe('a service that cannot start', () => describeStartFailures(make));
    describe('the workspace', () => describeSync(make));
    describe('requests', () => describeRequests(make));
    describe('signals and exits', () => describeSignals(make));
    describe('pauses', () => describePauses(make));
    describe('faults', () => describeFaults(make));
    describe('crashes', () => describeCrashes(make, exceptions));
    describe('volumes', () => describeVolumes(make));
    describe('output', () => describeOutput(make));
    describe('the registry', () => describeRegistry(make));
    describe('stacks', () => describeStacks(make, exceptions));
    describe('the ledger', () => describeLedger(make));
    // Vitest takes a group without a test for a mistake, and most kinds have no exceptions.
    if (Object.keys(exceptions).length > 0) {
      describe('its limits', () => describeExceptions(make, exceptions));
    }
  });
}
