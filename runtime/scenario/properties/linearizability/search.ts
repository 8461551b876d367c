import { BitSet } from './bit-set.ts';
import { type Entry, lift, listOf, putBack } from './history.ts';
import type { Model, Operation } from './model.ts';

export type Finding =
  | { readonly kind: 'linearizable' }
  | {
      readonly kind: 'not-linearizable';
      /** The operations of the longest order that still makes sense, in that order. */
      readonly prefix: readonly number[];
      /** Those of which one would have to come next, and none can. */
      readonly stuck: readonly number[];
    };

interface Step<State> {
  readonly call: Entry;
  readonly before: State;
}

/** Characters of a state's key, and words of the memory of what was tried, for the price of a step. */
const SIZE_PER_STEP = 64;

/**
 * Looks for an order of the operations in which the object could have given the answers that it
 * gave, and in which none comes before one that had ended when it began (Herlihy and Wing, 1990). By
 * the search of Wing and Gong with Lowe's memory of what was tried: the same set of operations that
 * leads to the same state need not be gone into twice. Without that memory two clients with twenty
 * operations each have more orders than a day has microseconds.
 *
 * A generator, so that whoever calls it shares time among many: after each step it yields what that
 * took, for to compare and keep large states takes longer, and memory.
 */
export function* findOrder<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): Generator<number, Finding> {
  const head = listOf(operations);
  const done = BitSet.of(operations.length);
  const tried = new Map<number, { readonly done: BitSet; readonly state: string }[]>();
  const order: Step<State>[] = [];
  let state = model.initial;
  let entry = head.next;
  let prefix: number[] = [];
  let stuck = openCalls(head);
  let cost = 1;

  while (head.next !== null) {
    yield cost;
    cost = 1;
    if (entry?.isCall) {
      const { input, output } = operations[entry.operation] as Operation<Input, Output>;
      const next = model.step(state, input, output);
      done.flip(entry.operation);
      const key = next === undefined ? '' : model.keyOf(next);
      if (next !== undefined)
        cost += Math.floor((key.length + operations.length / 32) / SIZE_PER_STEP);
      if (next !== undefined && isNew(tried, done, key)) {
        order.push({ call: entry, before: state });
        state = next;
        lift(entry);
        entry = head.next;
      } else {
        done.flip(entry.operation);
        entry = entry.next;
      }
      continue;
    }
    // Here only, where an order ends: it takes as long as the order is.
    if (order.length > prefix.length) {
      prefix = order.map(({ call }) => call.operation);
      stuck = openCalls(head);
    }
    // It had ended before whatever is left began, and found no place: an earlier choice was wrong.
    const last = order.pop();
    if (last === undefined) return { kind: 'not-linearizable', prefix, stuck };
    state = last.before;
    done.flip(last.call.operation);
    putBack(last.call);
    entry = last.call.next;
  }
  return { kind: 'linearizable' };
}

/** The calls that come before the first return: one of these must be next. */
function openCalls(head: Entry): number[] {
  const open: number[] = [];
  for (let entry = head.next; entry?.isCall; entry = entry.next) open.push(entry.operation);
  return open;
}

function isNew(
  tried: Map<number, { readonly done: BitSet; readonly state: string }[]>,
  done: BitSet,
  state: string,
): boolean {
  const alike = tried.get(done.hash) ?? [];
  if (alike.some((one) => one.state === state && one.done.equals(done))) return false;
  alike.push({ done: done.clone(), state });
  tried.set(done.hash, alike);
  return true;
}
