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

/** Called when the service starts; orders wait until this resolves. */
export async function recover(): Promise<void> {
  // Here: see to what an earlier process left half done.
}

/** Takes all that an order needs. Never called twice at the same time for one order. */
export async function place(order: Order): Promise<Outcome> {
  try {
    for (const { partner, of, count } of stepsOf(order)) {
      await partner.book(order.id, order.id, of, count);
    }
    return 'placed';
  } catch (error) {
    console.error(String(error));
    return 'cancelled';
  }
}
