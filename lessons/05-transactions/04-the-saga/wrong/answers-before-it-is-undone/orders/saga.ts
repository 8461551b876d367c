import { setTimeout as sleep } from 'node:timers/promises';
import { openJournal } from '../journal.ts';
import { payments, shipping, stock } from './partners.ts';

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly item: string;
  readonly count: number;
  readonly cents: number;
  readonly country: string;
}

export type Outcome = 'placed' | 'cancelled';

/** What an order takes of whom, in this order. */
function stepsOf({ customer, item, count, cents, country }: Order) {
  return [
    { partner: stock, of: item, count },
    { partner: payments, of: customer, count: cents },
    { partner: shipping, of: country, count: 1 },
  ];
}

/** Written when an order begins, and again when it is placed. What is not placed is cancelled. */
interface Entry {
  readonly order: Order;
  readonly isPlaced: boolean;
}

const journal = await openJournal<Entry>('orders');
const placed = new Set<string>();

async function record(order: Order, isPlaced: boolean): Promise<void> {
  await journal.write({ order, isPlaced });
  await journal.sync();
}

/** Called when the service starts; orders wait until this resolves. */
export async function recover(): Promise<void> {
  const latest = new Map(journal.entries.map((entry) => [entry.order.id, entry]));
  for (const { order, isPlaced } of latest.values()) {
    if (isPlaced) placed.add(order.id);
    else await cancel(order);
  }
}

/** Takes all that an order needs. Never called twice at the same time for one order. */
export async function place(order: Order): Promise<Outcome> {
  if (placed.has(order.id)) return 'placed';
  await record(order, false);
  try {
    for (const { partner, of, count } of stepsOf(order)) {
      await partner.book(order.id, order.id, of, count);
    }
  } catch (error) {
    console.error(String(error));
    // Sure to come: nobody need wait for it.
    void cancel(order);
    return 'cancelled';
  }
  await record(order, true);
  placed.add(order.id);
  return 'placed';
}

/** Gives everything back, the last step first: also what may have been taken, and what never was. */
async function cancel(order: Order): Promise<Outcome> {
  for (const { partner } of stepsOf(order).reverse()) {
    await insist(() => partner.cancel(order.id));
  }
  return 'cancelled';
}

/** Asks until there is an answer. */
async function insist(ask: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      console.error(String(error));
      await sleep(200);
    }
  }
}
