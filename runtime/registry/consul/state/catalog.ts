import { failure } from '../http/refusal.ts';
import type { CheckDefinition, CheckRow, NodeRow, ServiceDefinition, ServiceRow } from './rows.ts';
import { endSessionsOfCheck, endSessionsOfNode } from './sessions.ts';
import { rowKey, type Store } from './store.ts';

/** What is written into the catalog at once, by an agent or by hand. */
export interface Registration {
  readonly node: Omit<NodeRow, 'CreateIndex' | 'ModifyIndex'>;
  readonly skipNodeUpdate: boolean;
  readonly service: ServiceDefinition | null;
  readonly checks: readonly CheckDefinition[];
}

/** Writes a node, a service of it and checks. What is there already and equal changes nothing. */
export function register(store: Store, registration: Registration): void {
  const { node, service, checks } = registration;
  const known = store.nodes.get(node.Node);
  if (known === undefined || !registration.skipNodeUpdate) putNode(store, node);
  if (service !== null) putService(store, node.Node, service);
  for (const check of checks) putCheck(store, node.Node, check);
}

export function putNode(store: Store, node: Registration['node']): void {
  const before = store.nodes.get(node.Node);
  if (before !== undefined && isSame(before, node)) return;
  store.nodes.put(node.Node, { ...node, ...store.stamp(before) });
}

export function putService(store: Store, node: string, service: ServiceDefinition): void {
  if (store.nodes.get(node) === undefined) throw failure('Missing node registration');
  const key = rowKey(node, service.ID);
  const before = store.services.get(key);
  const row = { ...service, Node: node };
  if (before === undefined || !isSame(before, row)) {
    store.services.put(key, { ...row, ...store.stamp(before) } satisfies ServiceRow);
  }
}

/** A check that is critical, new or old, ends the sessions that rest on it. */
export function putCheck(store: Store, node: string, check: CheckDefinition): void {
  if (store.nodes.get(node) === undefined) throw failure('Missing node registration');
  const service = store.services.get(rowKey(node, check.ServiceID));
  if (check.ServiceID !== '' && service === undefined) {
    throw failure('Missing service registration');
  }
  const key = rowKey(node, check.CheckID);
  const before = store.checks.get(key);
  const names = { ServiceName: service?.Service ?? '', ServiceTags: service?.Tags ?? [] };
  const row = { ...check, ...names, Node: node };
  if (before === undefined || !isSame(before, row)) {
    store.checks.put(key, { ...row, ...store.stamp(before) } satisfies CheckRow);
  }
  if (check.Status === 'critical') endSessionsOfCheck(store, node, check.CheckID);
}

export function deleteCheck(store: Store, node: string, checkId: string): void {
  store.checks.delete(rowKey(node, checkId));
  endSessionsOfCheck(store, node, checkId);
}

/** Removes a service with its checks. */
export function deleteService(store: Store, node: string, serviceId: string): void {
  for (const check of store.checks.rows(`${node}\0`)) {
    if (check.ServiceID === serviceId) deleteCheck(store, node, check.CheckID);
  }
  store.services.delete(rowKey(node, serviceId));
}

/** Removes a node with all that is on it. */
export function deleteNode(store: Store, node: string): void {
  for (const service of store.services.rows(`${node}\0`)) deleteService(store, node, service.ID);
  for (const check of store.checks.rows(`${node}\0`)) deleteCheck(store, node, check.CheckID);
  endSessionsOfNode(store, node);
  store.nodes.delete(node);
}

/** Whether a row holds just this; its indexes do not count. */
function isSame(before: object, row: object): boolean {
  const held = before as Record<string, unknown>;
  return Object.entries(row).every(([name, value]) => sameValue(held[name], value));
}

function sameValue(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return JSON.stringify(left) === JSON.stringify(right);
}
