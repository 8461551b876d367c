import type { ServiceDefinition } from '../state/rows.ts';
import type { CheckSpec } from './check-spec.ts';

/** How the agent's registrations are written down, to be there again after a restart. */

export function writeServiceRecord(service: ServiceDefinition): string {
  return JSON.stringify(service);
}

export function writeCheckRecord(spec: CheckSpec): string {
  return JSON.stringify(spec);
}

/** Only what we wrote ourselves is read. */
export function readServiceRecord(record: string): ServiceDefinition {
  return JSON.parse(record) as ServiceDefinition;
}

export function readCheckRecord(record: string): CheckSpec {
  return JSON.parse(record) as CheckSpec;
}
