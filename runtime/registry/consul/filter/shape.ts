import type { Operator } from './expression.ts';

/** What a filter may look into: it is judged by this, not by what happens to be there. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'bool' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'struct'; readonly members: Readonly<Record<string, Shape>> };

const EMPTINESS: readonly Operator[] = ['Is Empty', 'Is Not Empty'];
const EQUALITY: readonly Operator[] = ['Equal', 'Not Equal'];
const CONTAINING: readonly Operator[] = ['In', 'Not In'];

export function operatorsOf(shape: Shape): readonly Operator[] {
  switch (shape.kind) {
    case 'text':
      return [...EQUALITY, ...CONTAINING, 'Matches', 'Not Matches'];
    case 'number':
    case 'bool':
      return EQUALITY;
    case 'list':
      return shape.of.kind === 'struct' ? EMPTINESS : [...CONTAINING, ...EMPTINESS];
    case 'map':
      return [...CONTAINING, ...EMPTINESS];
    case 'struct':
      return [];
  }
}

/** The shape of a member; undefined where there is none. A list is looked into item by item. */
export function memberShape(shape: Shape, name: string): Shape | undefined {
  switch (shape.kind) {
    case 'struct':
      return Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    case 'map':
      return shape.of;
    case 'list':
      return memberShape(shape.of, name);
    default:
      return undefined;
  }
}
