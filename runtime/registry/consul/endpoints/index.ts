/** The endpoints of Consul's HTTP API, a file for each family. What is not here is 404. */
import type { Agent } from '../agent/agent.ts';
import { text } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import type { Server } from '../server.ts';
import { agentCheckRoutes } from './agent-checks.ts';
import { agentHealthRoutes } from './agent-health.ts';
import { agentSelfRoutes } from './agent-self.ts';
import { agentServiceRoutes } from './agent-services.ts';
import { catalogRoutes } from './catalog.ts';
import { eventRoutes } from './event.ts';
import { healthRoutes } from './health.ts';
import { kvRoutes } from './kv.ts';
import { sessionRoutes } from './session.ts';
import { statusRoutes } from './status.ts';
import { txnRoutes } from './txn.ts';

export function allRoutes(server: Server, agent: Agent, nodeId: string): Routes {
  return {
    'GET /': () => text(200, 'Consul Agent'),
    ...agentSelfRoutes(server, nodeId),
    ...agentServiceRoutes(server, agent),
    ...agentCheckRoutes(server, agent),
    ...agentHealthRoutes(server, agent),
    ...catalogRoutes(server),
    ...healthRoutes(server),
    ...kvRoutes(server),
    ...sessionRoutes(server),
    ...txnRoutes(server),
    ...eventRoutes(server),
    ...statusRoutes(server),
  };
}
