import type { CallFault, FaultRule } from './faults/fault.ts';

/** What strikes one call: of each kind of fault the rule that does, if any. */
export class Strikes {
  readonly #rules: readonly (FaultRule & { readonly fault: CallFault })[];

  constructor(rules: readonly (FaultRule & { readonly fault: CallFault })[]) {
    this.#rules = rules;
  }

  of<Kind extends CallFault['kind']>(
    kind: Kind,
  ): (FaultRule & { readonly fault: CallFault & { kind: Kind } }) | null {
    const rule = this.#rules.find(({ fault }) => fault.kind === kind);
    return (rule ?? null) as (FaultRule & { readonly fault: CallFault & { kind: Kind } }) | null;
  }

  reset(during: 'request' | 'reply') {
    const rule = this.of('reset');
    return rule?.fault.during === during ? rule : null;
  }
}

export const NO_STRIKES = new Strikes([]);
