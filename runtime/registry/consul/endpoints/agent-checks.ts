import { quote } from '../../go/index.ts';
import type { Agent } from '../agent/agent.ts';
import { type CheckSpec, readCheckSpec } from '../agent/check-spec.ts';
import type { LocalCheck } from '../agent/local-check.ts';
import type { Fields } from '../codec/fields.ts';
import { filterMembers } from '../filter/filter.ts';
import { CHECK } from '../filter/shapes.ts';
import type { Call } from '../http/call.ts';
import { badRequest, failure, notFound } from '../http/refusal.ts';
import { done, json, type Reply } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import type { Server } from '../server.ts';
import type { Status } from '../state/rows.ts';
import { localCheckView } from './local-check-view.ts';

/** `/v1/agent/check`: the checks of this agent. Source: Consul's agent check API. */
export function agentCheckRoutes(server: Server, agent: Agent): Routes {
  const beat = (status: Status) => (call: Call, id: string) =>
    heartbeat(agent, id, status, call.param('note'));
  return {
    'GET /v1/agent/checks': (call) => {
      const views = [...agent.checks].map(
        ([id, check]) => [id, localCheckView(server, agent, check)] as const,
      );
      return json(filterMembers(call.param('filter'), CHECK, Object.fromEntries(views)));
    },
    'PUT /v1/agent/check/register': (call) => register(agent, call),
    'PUT /v1/agent/check/deregister/': async (_call, id) => {
      requireCheck(agent, id);
      await agent.deregisterCheck(id);
      return done();
    },
    'PUT /v1/agent/check/pass/': beat('passing'),
    'PUT /v1/agent/check/warn/': beat('warning'),
    'PUT /v1/agent/check/fail/': beat('critical'),
    'PUT /v1/agent/check/update/': (call, id) => update(agent, call, id),
  };
}

async function register(agent: Agent, call: Call): Promise<Reply> {
  const spec = await call.decode('structs.CheckDefinition', readDefinition);
  if (spec.serviceId !== '' && !agent.services.has(spec.serviceId)) {
    throw notFound(`ServiceID ${quote(spec.serviceId)} does not exist`);
  }
  await agent.registerCheck(spec);
  return done();
}

function readDefinition(fields: Fields): CheckSpec {
  if (fields.text('Name') === '') throw badRequest('Missing check name');
  if (!['', 'passing', 'warning', 'critical'].includes(fields.text('Status'))) {
    throw badRequest('Bad check status');
  }
  return readCheckSpec(fields);
}

async function update(agent: Agent, call: Call, id: string): Promise<Reply> {
  const { status, output } = await call.decode('agent.checkUpdate', (fields) => ({
    status: fields.text('Status'),
    output: fields.text('Output'),
  }));
  if (status !== 'passing' && status !== 'warning' && status !== 'critical') {
    throw badRequest(`Invalid check status: '${status}'`);
  }
  return heartbeat(agent, id, status, output);
}

/** A service says how it is. The texts are what clients know by that they must register again. */
async function heartbeat(agent: Agent, id: string, status: Status, output: string): Promise<Reply> {
  const { prober } = requireCheck(agent, id);
  if (prober.kind !== 'ttl') {
    throw failure(`CheckID ${quote(id)} does not have associated TTL`);
  }
  await agent.beat(id, status, output);
  return done();
}

function requireCheck(agent: Agent, id: string): LocalCheck {
  const check = agent.checks.get(id);
  if (check !== undefined) return check;
  const advice = 'Ensure that the check ID is passed, not the check name.';
  throw notFound(`Unknown check ID ${quote(id)}. ${advice}`);
}
