import type { Diagram } from './diagram.ts';

/** Where moments are, from top to bottom. */
export interface Scale {
  /** The distance of a moment from the top, in pixels. */
  yOf(ms: number): number;
  readonly height: number;
  /** Stretches in which nothing happens, drawn short. */
  readonly folds: readonly { readonly y: number; readonly ms: number }[];
}

/** Between two moments at the least, and at the most where nothing is folded. */
const LEAST_STEP = 7;
const MOST_STEP = 28;
const FOLD_STEP = 44;

/** How much longer than usual nothing must happen for the stretch to be folded, and how long at least. */
const FOLD_TIMES = 12;
const LEAST_FOLD_MS = 40;

/**
 * Gives every moment its place: in order, apart enough to be told from the others, further apart
 * where more time passed. A run has moments a microsecond apart and pauses of seconds, so no one
 * measure could show both. `room` is what else is wanted before moments, in pixels.
 */
export function scaleOf(diagram: Diagram, room: ReadonlyMap<number, number>): Scale {
  const moments = [...momentsOf(diagram)].sort((a, b) => a - b);
  const gaps = moments.slice(1).map((ms, index) => ms - (moments[index] ?? 0));
  const usualMs = median(gaps);
  const foldMs = Math.max(LEAST_FOLD_MS, FOLD_TIMES * usualMs);
  const places = new Map<number, number>();
  const folds: { y: number; ms: number }[] = [];
  let y = 0;
  for (const [index, ms] of moments.entries()) {
    const gapMs = index === 0 ? 0 : (gaps[index - 1] ?? 0);
    if (gapMs > foldMs) {
      folds.push({ y: y + FOLD_STEP / 2, ms: gapMs });
      y += FOLD_STEP;
    } else if (index > 0) {
      y += Math.min(MOST_STEP, LEAST_STEP + (usualMs > 0 ? (gapMs / usualMs) * LEAST_STEP : 0));
    }
    y += room.get(ms) ?? 0;
    places.set(ms, y);
  }
  return { yOf: (ms) => places.get(ms) ?? 0, height: y, folds };
}

function momentsOf({ columns, messages, locks, notes, failedMs, endMs }: Diagram): Set<number> {
  const moments = new Set<number>([0, endMs]);
  for (const { sentMs, arrivedMs } of messages) moments.add(sentMs).add(arrivedMs);
  for (const { fromMs, toMs } of [...locks, ...columns.flatMap(({ states }) => states)]) {
    moments.add(fromMs).add(toMs);
  }
  for (const { atMs } of notes) moments.add(atMs);
  if (failedMs !== null) moments.add(failedMs);
  return moments;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
