import type { Call } from '../http/call.ts';
import type { NodeRow, ServiceRow } from '../state/rows.ts';
import type { Store } from '../state/store.ts';

/** One instance of a service, with the node that it is on. */
export interface Instance {
  readonly row: ServiceRow;
  readonly node: NodeRow;
}

/** By node, then by id. */
export function instancesOf(store: Store, name: string): Instance[] {
  return store.services.rows().flatMap((row) => {
    const node = store.nodes.get(row.Node);
    return row.Service === name && node !== undefined ? [{ row, node }] : [];
  });
}

/** `?tag=`: all of them must be there, in any case. */
export function hasTags(call: Call, { Tags }: { readonly Tags: readonly string[] }): boolean {
  const tags = Tags.map((tag) => tag.toLowerCase());
  const wanted = call.query.getAll('tag').filter((tag) => tag !== '');
  return wanted.every((tag) => tags.includes(tag.toLowerCase()));
}

/** `?node-meta=key:value`: all of them must be so. */
export function hasMeta(call: Call, { Meta }: NodeRow): boolean {
  return call.query.getAll('node-meta').every((pair) => {
    const [key = '', ...value] = pair.split(':');
    return Meta[key] === value.join(':');
  });
}

/**
 * `?near=`: Consul sorts by the round trips that its agents measure. With one agent there is
 * nothing to measure: the node that was asked for comes first, and the others stay as they are.
 */
export function nearestFirst<Row extends { readonly Node: string }>(
  call: Call,
  ownNode: string,
  rows: readonly Row[],
): Row[] {
  const near = call.param('near');
  const name = near === '_agent' ? ownNode : near;
  const isNear = (row: Row) => near !== '' && row.Node === name;
  return [...rows.filter(isNear), ...rows.filter((row) => !isNear(row))];
}
