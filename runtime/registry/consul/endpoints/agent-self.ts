import type { Json } from '../codec/json.ts';
import { createFilter } from '../filter/filter.ts';
import { MEMBER } from '../filter/shapes.ts';
import { failure } from '../http/refusal.ts';
import { done, json } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import { VERSION } from '../options.ts';
import type { Server } from '../server.ts';

const SERF_LAN_PORT = 8301;
const ALIVE = 1;

/** `/v1/agent/self` and its neighbours: what the agent is, and who else it knows: nobody. */
export function agentSelfRoutes(server: Server, nodeId: string): Routes {
  const { options } = server;
  const member = memberView(server, nodeId);
  return {
    'GET /v1/agent/self': () =>
      json({
        Config: {
          Datacenter: options.datacenter,
          PrimaryDatacenter: options.datacenter,
          NodeName: options.nodeName,
          NodeID: nodeId,
          Server: true,
          Revision: '',
          Version: VERSION,
        },
        DebugConfig: {},
        Coord: null,
        Member: member,
        Stats: {
          agent: { services: String(server.store.services.rows(`${options.nodeName}\0`).length) },
          consul: { server: 'true', leader: 'true' },
        },
        Meta: {},
      }),
    'GET /v1/agent/members': (call) =>
      json([member].filter(createFilter(call.param('filter'), MEMBER))),
    'GET /v1/agent/host': () =>
      json({
        Memory: null,
        CPU: null,
        Host: { hostname: options.nodeName },
        Disk: null,
        CollectionTime: server.clock.nowMs() * 1_000_000,
        Errors: null,
      }),
    'PUT /v1/agent/reload': () => done(),
    'PUT /v1/agent/join/': (_call, address) => {
      const dial = `Failed to join ${address}: dial tcp ${address}:${SERF_LAN_PORT}`;
      throw failure(`1 error occurred:\n\t* ${dial}: connect: connection refused\n\n`);
    },
    'PUT /v1/agent/force-leave/': (_call, node) => {
      if (node === options.nodeName) return done();
      throw failure(`agent: No node found with name '${node}'`);
    },
  };
}

function memberView({ options }: Server, nodeId: string): Json {
  const tags = {
    dc: options.datacenter,
    id: nodeId,
    port: '8300',
    role: 'consul',
    build: VERSION,
    vsn: '2',
  };
  const protocols = { ProtocolMin: 1, ProtocolMax: 5, ProtocolCur: 2 };
  const delegates = { DelegateMin: 2, DelegateMax: 5, DelegateCur: 4 };
  return {
    Name: options.nodeName,
    Addr: options.address,
    Port: SERF_LAN_PORT,
    Tags: tags,
    Status: ALIVE,
    ...protocols,
    ...delegates,
  };
}
