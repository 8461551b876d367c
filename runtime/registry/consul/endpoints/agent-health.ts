import type { Agent } from '../agent/agent.ts';
import type { Json } from '../codec/json.ts';
import type { Call } from '../http/call.ts';
import { badRequest } from '../http/refusal.ts';
import { json, type Reply, text } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import type { Server } from '../server.ts';
import type { ServiceDefinition, Status } from '../state/rows.ts';
import { localCheckView } from './local-check-view.ts';
import { agentServiceView } from './views.ts';

const STATUS_CODES = { passing: 200, warning: 429, critical: 503 } as const;

/** `/v1/agent/health/service`: the status as an HTTP status, for load balancers. */
export function agentHealthRoutes(server: Server, agent: Agent): Routes {
  return {
    'GET /v1/agent/health/service/id/': (call, id) => byId(server, agent, call, id),
    'GET /v1/agent/health/service/name/': (call, name) => byName(server, agent, call, name),
  };
}

function byId(server: Server, agent: Agent, call: Call, id: string): Reply {
  if (id === '') throw badRequest('Missing serviceID');
  const service = agent.services.get(id);
  if (service === undefined) {
    if (wantsText(call)) return text(404, `ServiceId ${id} not found`);
    return json({ AggregatedStatus: 'critical', Checks: null, Service: null }, {}, 404);
  }
  const status = aggregate(agent, id);
  if (wantsText(call)) return text(STATUS_CODES[status], status);
  return json(info(server, agent, service), {}, STATUS_CODES[status]);
}

function byName(server: Server, agent: Agent, call: Call, name: string): Reply {
  if (name === '') throw badRequest('Missing service Name');
  const services = [...agent.services.values()].filter(({ Service }) => Service === name);
  if (services.length === 0) {
    if (wantsText(call)) return text(404, `ServiceName ${name} Not Found`);
    return json([], {}, 404);
  }
  const status = worst(services.map(({ ID }) => aggregate(agent, ID)));
  if (wantsText(call)) return text(STATUS_CODES[status], status);
  const infos = services.map((service) => info(server, agent, service));
  return json(infos, {}, STATUS_CODES[status]);
}

function info(server: Server, agent: Agent, service: ServiceDefinition): Json {
  return {
    AggregatedStatus: aggregate(agent, service.ID),
    Service: agentServiceView(service, server.options.datacenter),
    Checks: checksOf(agent, service.ID).map((check) => localCheckView(server, agent, check)),
  };
}

/** Its own checks and the node's. */
function checksOf(agent: Agent, id: string) {
  return [...agent.checksOf(id), ...agent.checksOf('')];
}

function aggregate(agent: Agent, id: string): Status {
  return worst(checksOf(agent, id).map(({ definition }) => definition.Status));
}

function worst(statuses: readonly Status[]): Status {
  if (statuses.includes('critical')) return 'critical';
  return statuses.includes('warning') ? 'warning' : 'passing';
}

function wantsText(call: Call): boolean {
  return call.header('accept').startsWith('text/plain') || call.param('format') === 'text';
}
