import { setTimeout as sleep } from 'node:timers/promises';

export interface Order {
  readonly id: string;
  readonly item: string;
  /** Who ordered it: the id that users knows them by. */
  readonly user: string;
}

/** How long it takes to read an order. */
const readMs = Number(process.env.READ_MS ?? 50);

const ORDERS: ReadonlyMap<string, Order> = new Map([
  ['1', { id: '1', item: 'lamp', user: 'ada' }],
  ['2', { id: '2', item: 'silk', user: 'luo' }],
  ['3', { id: '3', item: 'mask', user: 'zoe' }],
  // This customer has closed their account since.
  ['4', { id: '4', item: 'ticket', user: 'rosa' }],
]);

/** Reads an order; undefined where there is none of that id. Rejects when the signal aborts before. */
export async function findOrder(id: string, signal?: AbortSignal): Promise<Order | undefined> {
  await sleep(readMs, undefined, { signal });
  return ORDERS.get(id);
}
