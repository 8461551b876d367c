const PRICE_CENTS = 1500;

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly item: string;
  readonly count: number;
  readonly country: string;
}

/** As a partner lists it. */
export interface Booking {
  readonly order: string;
  readonly of: string;
  readonly count: number;
  readonly cancelledMs: number | null;
}

export type PartnerName = 'stock' | 'payments' | 'shipping';
export type Books = Readonly<Record<PartnerName, readonly Booking[]>>;

/** What is wrong with an order, as the partners have it in their books; null for nothing. */
export function faultOf(order: Order, books: Books, answer: 200 | 409 | undefined): string | null {
  const { id } = order;
  const answered = answer === undefined ? `${id} was not answered` : `${id} was answered ${answer}`;
  const needs: Readonly<Record<PartnerName, string>> = {
    stock: `${order.count} of ${order.item}`,
    payments: `${order.count * PRICE_CENTS} of ${order.customer}`,
    shipping: `1 of ${order.country}`,
  };
  const names = Object.keys(needs) as PartnerName[];
  const taken = names.map((name) => {
    const mine = books[name].filter((one) => one.order === id && one.cancelledMs === null);
    return { name, has: mine.map(({ count, of }) => `${count} of ${of}`) };
  });
  for (const { name, has } of taken) {
    if (has.length > 1)
      return `${answered}, and ${name} has booked it ${has.length} times (${has.join(', ')})`;
    if (has.length === 1 && has[0] !== needs[name])
      return `${answered}, and ${name} has booked ${has[0]}, not ${needs[name]}`;
  }
  const whole = taken.filter(({ has }) => has.length > 0);
  const words = whole.map(({ name, has }) => `${name} has booked ${has[0]}`).join(', ');
  const missing = taken.filter(({ has }) => has.length === 0).map(({ name }) => name);
  if (whole.length > 0 && missing.length > 0)
    return `${answered}, and is half done: ${words}, and ${missing.join(' and ')} nothing`;
  if (answer === 200 && whole.length === 0) return `${answered}, and nothing is booked for it`;
  if (answer === 409 && missing.length === 0) return `${answered}, and stands: ${words}`;
  return undoneTooEarly(id, books);
}

/** Steps are undone from the last to the first: else somebody has paid for what another may take. */
function undoneTooEarly(id: string, books: Books): string | null {
  const undone = (name: PartnerName) => books[name].find(({ order }) => order === id)?.cancelledMs;
  const [stock, payments, shipping] = [undone('stock'), undone('payments'), undone('shipping')];
  if (stock != null && payments != null && stock < payments)
    return `${id} was cancelled, and stock gave its part free ${payments - stock} ms before payments gave back the money`;
  if (payments != null && shipping != null && payments < shipping)
    return `${id} was cancelled, and payments gave back the money ${shipping - payments} ms before shipping called off the parcel`;
  return null;
}
