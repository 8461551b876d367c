import type { Model, Operation } from './model.ts';
import { type Finding, findOrder } from './search.ts';

export type Linearizability<Input, Output> =
  | { readonly outcome: 'linearizable'; readonly operations: number }
  | {
      readonly outcome: 'not-linearizable';
      /** The part of the object that it is about; null where there is one only. */
      readonly partition: string | null;
      /** The longest order that still makes sense. */
      readonly prefix: readonly Operation<Input, Output>[];
      /** Of these one would have to come next, and none can. */
      readonly conflicting: readonly Operation<Input, Output>[];
      /** In one sentence. */
      readonly sentence: string;
    }
  /** The budget was spent before every part was decided. */
  | {
      readonly outcome: 'inconclusive';
      readonly undecided: readonly string[];
      readonly steps: number;
    };

/** Steps that a check takes before it gives up: about a second. */
const DEFAULT_BUDGET = 5_000_000;

/** What each part may spend in the first round; twice as much in each that follows. */
const FIRST_ROUND_STEPS = 1000;

interface Part<Input, Output> {
  readonly name: string | null;
  readonly operations: readonly Operation<Input, Output>[];
  readonly search: Generator<number, Finding>;
}

/**
 * Whether a history of concurrent operations could have come from an object that does one at a time.
 * Each part of the object is decided for itself; an easy violation in one is not kept waiting by a
 * hard part before it, for all get their turns, longer ones each round. Throws a RangeError for an
 * operation that ends before it begins, or of which no time is known.
 */
export function checkLinearizable<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
  budget = DEFAULT_BUDGET,
): Linearizability<Input, Output> {
  for (const operation of history) refuseImpossible(operation);
  let open = partsOf(model, history);
  let left = budget;
  for (let share = FIRST_ROUND_STEPS; open.length > 0 && left > 0; share *= 2) {
    const undecided: Part<Input, Output>[] = [];
    for (const part of open) {
      const { finding, steps } = advance(part.search, Math.min(share, left));
      left = Math.max(0, left - steps);
      if (finding?.kind === 'not-linearizable') return violation(model, part, finding);
      if (finding === null) undecided.push(part);
    }
    open = undecided;
  }
  if (open.length === 0) return { outcome: 'linearizable', operations: history.length };
  const undecided = open.map(({ name }) => name ?? 'all of it');
  return { outcome: 'inconclusive', undecided, steps: budget - left };
}

/** Of such a history nothing could be said, and it would be said all the same. */
function refuseImpossible({ client, callMs, returnMs }: Operation<unknown, unknown>): void {
  if (callMs <= returnMs) return;
  throw new RangeError(
    `checkLinearizable: an operation of ${client} was called at ${callMs} ms and returned at ${returnMs} ms. Give Infinity where no answer came.`,
  );
}

function partsOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
): Part<Input, Output>[] {
  const parts = new Map<string | null, Operation<Input, Output>[]>();
  for (const operation of history) {
    const name = model.partitionOf(operation.input);
    const part = parts.get(name);
    if (part === undefined) parts.set(name, [operation]);
    else part.push(operation);
  }
  return [...parts].map(([name, operations]) => ({
    name,
    operations,
    search: findOrder(model, operations),
  }));
}

function advance(
  search: Generator<number, Finding>,
  most: number,
): { readonly finding: Finding | null; readonly steps: number } {
  let steps = 0;
  while (steps < most) {
    const { done, value } = search.next();
    if (done) return { finding: value, steps: steps + 1 };
    steps += value;
  }
  return { finding: null, steps };
}

function violation<State, Input, Output>(
  model: Model<State, Input, Output>,
  { name, operations }: Part<Input, Output>,
  { prefix, stuck }: Finding & { kind: 'not-linearizable' },
): Linearizability<Input, Output> {
  const of = (indices: readonly number[]) =>
    indices.map((index) => operations[index] as Operation<Input, Output>);
  const conflicting = of(stuck);
  const words = conflicting.map(
    ({ client, input, output }) => `${client}: ${model.describe(input, output)}`,
  );
  const last = of(prefix).at(-1);
  const after = last === undefined ? 'first' : `after ${model.describe(last.input, last.output)}`;
  const sentence = `No order explains what was seen: ${after}, none of these can come next: ${words.join('; ')}.`;
  return {
    outcome: 'not-linearizable',
    partition: name,
    prefix: of(prefix),
    conflicting,
    sentence,
  };
}
