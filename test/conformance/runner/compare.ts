import type { KnownDifference } from '../known-differences.ts';
import { diffLines, type LineDiff } from './diff.ts';
import type { ComparedKind } from './kinds.ts';
import type { Observation, Plan } from './plan.ts';

/** How one behaviour compares with Node's. */
export type Comparison = {
  readonly area: string;
  readonly name: string;
} & (
  | { readonly outcome: 'same' }
  /** It differs, and the list says so. */
  | { readonly outcome: 'known'; readonly reason: string }
  | { readonly outcome: 'different'; readonly diff: LineDiff }
  | { readonly outcome: 'did-not-run'; readonly reason: string }
  /** The list says that it differs, and it does not. */
  | { readonly outcome: 'no-longer-different'; readonly reason: string }
);

/** True when the list of known differences is right in both directions. */
export function agrees(comparisons: readonly Comparison[]): boolean {
  return comparisons.every(({ outcome }) => outcome === 'same' || outcome === 'known');
}

/** Compares what was seen in one kind of sandbox with what was seen under Node, in the plan's order. */
export function compare(
  plan: Plan,
  kind: ComparedKind,
  reference: readonly Observation[],
  observed: readonly Observation[],
  list: readonly KnownDifference[],
): readonly Comparison[] {
  const known = new Map(
    list.filter(({ kinds }) => kinds.includes(kind)).map((one) => [one.behaviour, one.reason]),
  );
  return plan.programs
    .flatMap(({ behaviours }) => behaviours)
    .map(({ area, name }) => {
      const expected = reference.find((one) => one.name === name);
      const seen = observed.find((one) => one.name === name);
      const found = { area, name, ...compareOne(expected, seen) };
      const reason = known.get(name);
      if (reason === undefined) return found;
      const outcome = found.outcome === 'same' ? 'no-longer-different' : 'known';
      return { area, name, outcome, reason };
    });
}

type Found =
  | { readonly outcome: 'same' }
  | { readonly outcome: 'different'; readonly diff: LineDiff }
  | { readonly outcome: 'did-not-run'; readonly reason: string };

function compareOne(expected: Observation | undefined, seen: Observation | undefined): Found {
  if (!expected?.ran) {
    const reason = `not even under Node: ${expected?.reason ?? 'it was not tried'}`;
    return { outcome: 'did-not-run', reason };
  }
  if (!seen?.ran) return { outcome: 'did-not-run', reason: seen?.reason ?? 'it was not tried' };
  const diff = diffLines(expected.lines, seen.lines);
  return diff.every(({ side }) => side === 'both')
    ? { outcome: 'same' }
    : { outcome: 'different', diff };
}

/** Throws when the list names a behaviour that is not there, or one twice for one kind. */
export function checkList(plan: Plan, list: readonly KnownDifference[]): void {
  const names = new Set(plan.programs.flatMap(({ behaviours }) => behaviours.map((it) => it.name)));
  const listed = new Set<string>();
  for (const { behaviour, kinds } of list) {
    if (!names.has(behaviour)) {
      throw new Error(
        `known-differences.ts names "${behaviour}", which is no behaviour. Rename or remove it.`,
      );
    }
    for (const kind of kinds) {
      const key = `${kind} ${behaviour}`;
      if (listed.has(key)) {
        throw new Error(`known-differences.ts names "${behaviour}" twice. Keep one of them.`);
      }
      listed.add(key);
    }
  }
}
