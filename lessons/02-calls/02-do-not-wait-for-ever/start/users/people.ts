export interface Person {
  readonly name: string;
  readonly address: string;
  /** What of it has to be fetched from the archive. */
  readonly archived: 'nothing' | 'address' | 'all';
}

export const people: ReadonlyMap<string, Person> = new Map([
  ['ada', { name: 'Ada King', address: 'Ockham Park', archived: 'nothing' }],
  ['luo', { name: 'Luo Fu', address: 'Qin House', archived: 'all' }],
  ['zoe', { name: 'Zoë', address: 'Golden Horn 3', archived: 'address' }],
]);
