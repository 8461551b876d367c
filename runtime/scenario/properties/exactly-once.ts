import { HOLDS, type Holds } from './finding.ts';

/** Something that was done, and for what it was done: an order's id, an idempotency key. */
export interface Effect {
  readonly key: string;
}

/** For each key that was asked for there is one effect, and for no other key any. */
export function exactlyOnce<E extends Effect>(
  effects: readonly E[],
  asked: readonly string[],
): Holds<E> {
  const byKey = new Map<string, E[]>();
  for (const effect of effects) {
    const same = byKey.get(effect.key);
    if (same === undefined) byKey.set(effect.key, [effect]);
    else same.push(effect);
  }
  for (const [key, same] of byKey) {
    if (same.length > 1) {
      return { holds: false, sentence: `${key} was done ${same.length} times.`, shown: same };
    }
  }
  const missing = asked.find((key) => !byKey.has(key));
  if (missing !== undefined) {
    return { holds: false, sentence: `${missing} was never done.`, shown: [] };
  }
  const known = new Set(asked);
  const stray = effects.find(({ key }) => !known.has(key));
  if (stray === undefined) return HOLDS;
  const sentence = `${stray.key} was done, and nobody asked for it.`;
  return { holds: false, sentence, shown: [stray] };
}
