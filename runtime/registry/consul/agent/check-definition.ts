import { formatDuration } from '../codec/duration.ts';
import type { CheckDefinition, Status } from '../state/rows.ts';
import type { CheckSpec, ProbeSpec } from './check-spec.ts';

/** The ids of a service's checks: their own, or ones made of the service's. */
export function checkIds(serviceId: string, checks: readonly CheckSpec[]): string[] {
  return checks.map(({ id }, place) => {
    if (id !== '') return id;
    return checks.length > 1 ? `service:${serviceId}:${place + 1}` : `service:${serviceId}`;
  });
}

/** A check as the catalog has it; `before` is what it keeps status and output of, if anything. */
export function checkDefinition(
  id: string,
  spec: CheckSpec,
  serviceName: string,
  before: CheckDefinition | undefined,
): CheckDefinition {
  const { probe } = spec;
  const given: Status = spec.status === '' ? 'critical' : (spec.status as Status);
  return {
    CheckID: id,
    Name: spec.name || `Service '${serviceName}' check`,
    Status: before?.Status ?? given,
    Notes: spec.notes,
    Output: before?.Output ?? '',
    ServiceID: spec.serviceId,
    Type: probe.kind,
    Interval: probe.kind === 'http' ? formatDuration(probe.intervalMs) : '',
    Timeout: probe.kind === 'http' ? formatDuration(probe.timeoutMs) : '',
  };
}

/** What a maintenance check runs: nothing. */
export const MAINTENANCE: ProbeSpec = { kind: 'maintenance' };
