import type { Json } from '../codec/json.ts';
import { createFilter, type Filter } from '../filter/filter.ts';
import { CATALOG_SERVICE, NODE, SERVICE } from '../filter/shapes.ts';
import type { Call } from '../http/call.ts';
import { badRequest } from '../http/refusal.ts';
import { json } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import { answerQuery, type Server } from '../server.ts';
import type { NodeRow, ServiceRow } from '../state/rows.ts';
import { catalogWriteRoutes } from './catalog-write.ts';
import { hasMeta, hasTags, instancesOf, nearestFirst } from './instances.ts';
import { catalogServiceView, nodeView, serviceView } from './views.ts';

/** `/v1/catalog`: who is registered, healthy or not. Source: Consul's catalog API. */
export function catalogRoutes(server: Server): Routes {
  const { store, options } = server;
  return {
    ...catalogWriteRoutes(server),
    'GET /v1/catalog/datacenters': () => json([options.datacenter]),
    'GET /v1/catalog/services': (call) => services(server, call),
    'GET /v1/catalog/service/': (call, name) => service(server, call, name),
    'GET /v1/catalog/nodes': (call) => {
      const filter = createFilter(call.param('filter'), NODE);
      return answerQuery(server, call, () => {
        const rows = store.nodes.rows().filter((node) => hasMeta(call, node));
        const value = nearestFirst(call, options.nodeName, rows).map(nodeView).filter(filter);
        return { value, index: store.indexes.table('nodes'), topics: ['nodes'], exists: true };
      });
    },
    'GET /v1/catalog/node/': (call, name) => {
      if (name === '') throw badRequest('Missing node name');
      const filter = createFilter(call.param('filter'), SERVICE);
      return answerQuery(server, call, () => {
        const node = store.nodes.get(name);
        const index = store.indexes.table('nodes', 'services');
        const topics = ['nodes', 'services'];
        const value = nodeWithServices(server, node, filter);
        return { value, index, topics, exists: node !== undefined };
      });
    },
  };
}

function nodeWithServices({ store }: Server, node: NodeRow | undefined, filter: Filter): Json {
  if (node === undefined) return null;
  const rows = store.services.rows(`${node.Node}\0`);
  const services = rows.map((row) => [row.ID, serviceView(row)] as const);
  const kept = services.filter(([, service]) => filter(service));
  return { Node: nodeView(node), Services: Object.fromEntries(kept) };
}

/** Names with the tags that any instance has. */
function services(server: Server, call: Call) {
  const { store } = server;
  const filter = createFilter(call.param('filter'), CATALOG_SERVICE);
  return answerQuery(server, call, () => {
    const tags = new Map<string, Set<string>>();
    for (const row of store.services.rows()) {
      const node = store.nodes.get(row.Node);
      if (node === undefined || !hasMeta(call, node)) continue;
      if (!filter(catalogServiceView(row, node))) continue;
      tags.set(row.Service, new Set([...(tags.get(row.Service) ?? []), ...row.Tags]));
    }
    const value = Object.fromEntries([...tags].map(([name, each]) => [name, [...each]]));
    const topics = ['services'];
    return { value, index: store.indexes.table('services'), topics, exists: true };
  });
}

function service(server: Server, call: Call, name: string) {
  if (name === '') throw badRequest('Missing service name');
  const filter = createFilter(call.param('filter'), CATALOG_SERVICE);
  return answerQuery(server, call, () => {
    const all = instancesOf(server.store, name);
    const wanted = all.filter(({ row, node }) => hasTags(call, row) && hasMeta(call, node));
    const near = nearestFirst(call, server.options.nodeName, wanted.map(withName));
    const value = near.map(({ row, node }) => catalogServiceView(row, node)).filter(filter);
    return {
      value,
      index: server.store.indexes.service(name),
      topics: [`service:${name}`],
      exists: all.length > 0,
    };
  });
}

function withName(instance: { readonly row: ServiceRow; readonly node: NodeRow }) {
  return { ...instance, Node: instance.node.Node };
}
