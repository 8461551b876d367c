export interface Order {
  readonly id: string;
  readonly item: string;
  /** Who ordered it: the id that users knows them by. */
  readonly user: string;
  /** Their name, as it was on that day. */
  readonly customer: string;
}

const ALL: readonly Order[] = [
  { id: '1', item: 'lamp', user: 'ada', customer: 'Ada Byron' },
  { id: '2', item: 'pump', user: 'a/c repairs', customer: 'Clara Byron' },
  { id: '3', item: 'mask', user: 'who?', customer: 'Luo Fu' },
  { id: '4', item: 'medal', user: '#1', customer: 'Zoë' },
  // This customer has closed their account since.
  { id: '5', item: 'ticket', user: 'rosa', customer: 'Rosa' },
];

export const orders: ReadonlyMap<string, Order> = new Map(ALL.map((order) => [order.id, order]));
