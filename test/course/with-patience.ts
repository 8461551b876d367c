import { TEST_LIMIT_MS } from '../support/limits.ts';

const TRIES = 3;
const LOOK_EVERY_MS = 10;
/** Longer than a timer is kept waiting on a machine that has time for it. */
const STALL_MS = 150;

/** What a test may take whose proof is tried with patience. */
export const PATIENCE_LIMIT_MS = TRIES * TEST_LIMIT_MS;

/** Begins to look; the function that it returns ends that, and gives the longest standstill in ms. */
export type WatchStalls = () => () => number;

/**
 * Live runs are in real time, and so are the deadlines of the services in them. While a machine stands
 * still for others these pass, and what comes of it says nothing of the services: so a proof that
 * fails is tried again, and that is told, where such a standstill was seen, and only there.
 */
export async function withPatience<T>(
  prove: () => Promise<T>,
  watch: WatchStalls = watchTimers,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const longestMs = watch();
    try {
      return await prove();
    } catch (error) {
      const stallMs = Math.round(longestMs());
      if (tries === TRIES || stallMs < STALL_MS) throw error;
      console.warn(`The machine stood still for ${stallMs} ms: once more, after ${error}`);
    } finally {
      longestMs();
    }
  }
}

function watchTimers(): () => number {
  let lastMs = performance.now();
  let longestMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    return longestMs;
  };
}
