import { quote } from '../../go/index.ts';
import type { Agent } from '../agent/agent.ts';
import { setMaintenance } from '../agent/maintenance.ts';
import { readServiceSpec } from '../agent/service-spec.ts';
import { parseBool } from '../codec/text.ts';
import { filterMembers } from '../filter/filter.ts';
import { SERVICE } from '../filter/shapes.ts';
import type { Call } from '../http/call.ts';
import { badRequest, notFound } from '../http/refusal.ts';
import { done, json, type Reply } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import type { Server } from '../server.ts';
import { agentService } from './agent-service.ts';
import { agentServiceView } from './views.ts';

/** `/v1/agent/service`: the services of this agent. Source: Consul's agent service API. */
export function agentServiceRoutes(server: Server, agent: Agent): Routes {
  return {
    'GET /v1/agent/services': (call) => list(server, agent, call),
    'GET /v1/agent/service/': (call, id) => agentService(server, agent, call, id),
    'PUT /v1/agent/service/register': (call) => register(agent, call),
    'PUT /v1/agent/service/deregister/': (_call, id) => deregister(agent, id),
    'PUT /v1/agent/service/maintenance/': (call, id) => maintain(agent, call, id),
    'PUT /v1/agent/maintenance': async (call) => {
      const enable = readEnable(call);
      await setMaintenance(agent, '', enable, call.param('reason'));
      return done();
    },
  };
}

function list(server: Server, agent: Agent, call: Call): Reply {
  const views = [...agent.services.values()].map(
    (service) => [service.ID, agentServiceView(service, server.options.datacenter)] as const,
  );
  return json(filterMembers(call.param('filter'), SERVICE, Object.fromEntries(views)));
}

async function register(agent: Agent, call: Call): Promise<Reply> {
  const spec = await call.decode('structs.ServiceDefinition', readServiceSpec);
  const replaces = ['', 'true'].includes(call.param('replace-existing-checks'));
  await agent.registerService(spec, call.has('replace-existing-checks') && replaces);
  return done();
}

async function deregister(agent: Agent, id: string): Promise<Reply> {
  requireService(agent, id);
  await agent.deregisterService(id);
  return done();
}

async function maintain(agent: Agent, call: Call, id: string): Promise<Reply> {
  if (id === '') throw badRequest('Missing service ID');
  const enable = readEnable(call);
  requireService(agent, id);
  await setMaintenance(agent, id, enable, call.param('reason'));
  return done();
}

function readEnable(call: Call): boolean {
  if (!call.has('enable')) throw badRequest('Missing value for enable');
  try {
    return parseBool(call.param('enable'));
  } catch {
    throw badRequest(`Invalid value for enable: ${quote(call.param('enable'))}`);
  }
}

function requireService(agent: Agent, id: string): void {
  if (agent.services.has(id)) return;
  const advice = 'Ensure that the service ID is passed, not the service name.';
  throw notFound(`Unknown service ID ${quote(id)}. ${advice}`);
}
