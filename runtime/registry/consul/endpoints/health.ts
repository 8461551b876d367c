import type { Json } from '../codec/json.ts';
import { parseBool } from '../codec/text.ts';
import { createFilter } from '../filter/filter.ts';
import { CHECK, HEALTH_ENTRY } from '../filter/shapes.ts';
import type { Call } from '../http/call.ts';
import { badRequest } from '../http/refusal.ts';
import type { Routes } from '../http/router.ts';
import { answerQuery, type Server } from '../server.ts';
import type { CheckRow } from '../state/rows.ts';
import type { Store } from '../state/store.ts';
import { hasMeta, hasTags, type Instance, instancesOf, nearestFirst } from './instances.ts';
import { checkView, nodeView, serviceView } from './views.ts';

/** `/v1/health`: who is registered, and how they are. Source: Consul's health API. */
export function healthRoutes(server: Server): Routes {
  const { store } = server;
  const checks = (call: Call, topic: string, index: () => number, find: () => CheckRow[]) => {
    const filter = createFilter(call.param('filter'), CHECK);
    return answerQuery(server, call, () => {
      const rows = find().filter(({ Node }) => {
        const node = store.nodes.get(Node);
        return node !== undefined && hasMeta(call, node);
      });
      const near = nearestFirst(call, server.options.nodeName, rows);
      const value = near.map(checkView).filter(filter);
      return { value, index: index(), topics: [topic], exists: true };
    });
  };
  const ofTable = () => store.indexes.table('checks');
  return {
    'GET /v1/health/service/': (call, name) => service(server, call, name),
    'GET /v1/health/checks/': (call, name) => {
      if (name === '') throw badRequest('Missing service name');
      const find = () => store.checks.rows().filter(({ ServiceName }) => ServiceName === name);
      return checks(call, `service:${name}`, () => store.indexes.service(name), find);
    },
    'GET /v1/health/node/': (call, node) => {
      if (node === '') throw badRequest('Missing node name');
      return checks(call, 'checks', ofTable, () => store.checks.rows(`${node}\0`));
    },
    'GET /v1/health/state/': (call, state) => {
      if (state === '') throw badRequest('Missing check state');
      const isWanted = ({ Status }: CheckRow) => state === 'any' || Status === state;
      return checks(call, 'checks', ofTable, () => store.checks.rows().filter(isWanted));
    },
  };
}

function service(server: Server, call: Call, name: string) {
  if (name === '') throw badRequest('Missing service name');
  const passingOnly = readPassing(call);
  const filter = createFilter(call.param('filter'), HEALTH_ENTRY);
  return answerQuery(server, call, () => {
    const all = instancesOf(server.store, name);
    const entries = all
      .filter(({ row, node }) => hasTags(call, row) && hasMeta(call, node))
      .map((instance) => withChecks(server.store, instance))
      .filter(({ checks }) => !passingOnly || checks.every(({ Status }) => Status === 'passing'));
    const near = nearestFirst(call, server.options.nodeName, entries);
    return {
      value: near.map(entryView).filter(filter),
      index: server.store.indexes.service(name),
      topics: [`service:${name}`],
      exists: all.length > 0,
    };
  });
}

interface Entry extends Instance {
  readonly Node: string;
  readonly checks: readonly CheckRow[];
}

/** An instance's own checks and those of its node: one that is not passing takes it out. */
function withChecks(store: Store, instance: Instance): Entry {
  const checks = store.checks
    .rows(`${instance.node.Node}\0`)
    .filter(({ ServiceID }) => ServiceID === '' || ServiceID === instance.row.ID);
  return { ...instance, Node: instance.node.Node, checks };
}

function entryView({ row, node, checks }: Entry): Json {
  return { Node: nodeView(node), Service: serviceView(row), Checks: checks.map(checkView) };
}

function readPassing(call: Call): boolean {
  if (!call.has('passing')) return false;
  const text = call.param('passing');
  if (text === '') return true;
  try {
    return parseBool(text);
  } catch {
    throw badRequest('Invalid value for ?passing');
  }
}
