/** A filter, read. The grammar is that of Consul's `filter` parameter (go-bexpr). */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | Match;

export interface Match {
  readonly kind: 'match';
  readonly selector: readonly string[];
  readonly operator: Operator;
  /** Empty for `is empty` and `is not empty`. */
  readonly value: string;
}

/** The operators as error texts name them; `contains` is `In` the other way round. */
export type Operator =
  | 'Equal'
  | 'Not Equal'
  | 'In'
  | 'Not In'
  | 'Is Empty'
  | 'Is Not Empty'
  | 'Matches'
  | 'Not Matches';
