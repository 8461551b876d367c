import type { Agent } from './agent.ts';
import { MAINTENANCE } from './check-definition.ts';

/**
 * Maintenance is a check that is critical for as long as it lasts: so whoever asks for healthy
 * instances does not get this one. Source: Consul's maintenance mode.
 */
export async function setMaintenance(
  agent: Agent,
  serviceId: string,
  enable: boolean,
  reason: string,
): Promise<void> {
  const isNode = serviceId === '';
  const id = isNode ? '_node_maintenance' : `_service_maintenance:${serviceId}`;
  if (!enable) {
    if (agent.checks.has(id)) await agent.deregisterCheck(id);
    return;
  }
  if (agent.checks.has(id)) return;
  const what = isNode ? 'node' : 'service';
  const silent = `Maintenance mode is enabled for this ${what}, but no reason was provided.`;
  await agent.registerCheck({
    id,
    name: isNode ? 'Node Maintenance Mode' : 'Service Maintenance Mode',
    notes: reason || `${silent} This is a default message.`,
    status: 'critical',
    serviceId,
    probe: MAINTENANCE,
    thresholds: { successBeforePassing: 0, failuresBeforeWarning: 0, failuresBeforeCritical: 0 },
    deregisterAfterMs: 0,
  });
}
