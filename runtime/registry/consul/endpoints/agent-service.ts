import type { Agent } from '../agent/agent.ts';
import { type Json, writeJson } from '../codec/json.ts';
import type { Call } from '../http/call.ts';
import { readWait } from '../http/query-options.ts';
import { notFound } from '../http/refusal.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Server } from '../server.ts';
import { agentServiceView } from './views.ts';

/**
 * `GET /v1/agent/service/<id>`: one service of this agent. An agent has no index: a caller that
 * gives `hash` waits until the content has another one.
 */
export async function agentService(
  server: Server,
  agent: Agent,
  call: Call,
  id: string,
): Promise<Reply> {
  const known = call.param('hash');
  const deadlineMs = server.clock.nowMs() + readWait(call);
  const find = () => {
    const service = agent.services.get(id);
    if (service === undefined) throw notFound(`unknown service ID: ${id}`);
    return withHash(agentServiceView(service, server.options.datacenter));
  };
  let found = find();
  const changed = { watch: (wake: () => void) => agent.changed.watch(id, wake) };
  while (known !== '' && found.hash === known) {
    if (!(await server.queries.change(changed, deadlineMs, call.signal))) break;
    found = find();
  }
  return json(found.view, { 'X-Consul-ContentHash': found.hash });
}

function withHash(view: { readonly [member: string]: Json | undefined }): {
  readonly view: Json;
  readonly hash: string;
} {
  const hash = fnv64(writeJson(view));
  return { view: { ...view, ContentHash: hash }, hash };
}

/** FNV-1a, 64 bits, as lower-case hex. */
function fnv64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16);
}
