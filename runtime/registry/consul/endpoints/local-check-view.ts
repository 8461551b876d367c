import type { Agent } from '../agent/agent.ts';
import type { LocalCheck } from '../agent/local-check.ts';
import type { Json } from '../codec/json.ts';
import type { Server } from '../server.ts';
import { checkView } from './views.ts';

/** A check in an answer of its own agent: as it is now, and without indexes. */
export function localCheckView(server: Server, agent: Agent, { definition }: LocalCheck): Json {
  const service = agent.services.get(definition.ServiceID);
  return checkView({
    ...definition,
    Node: server.options.nodeName,
    ServiceName: service?.Service ?? '',
    ServiceTags: service?.Tags ?? [],
    CreateIndex: 0,
    ModifyIndex: 0,
  });
}
