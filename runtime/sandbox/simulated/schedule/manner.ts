import { createRandom, type Random } from '../../../network/index.ts';

/** In what manner a run leaves things to chance: how long messages, timers and the disk take. */
export interface Manner {
  /** How long a message takes within the machine, in milliseconds. */
  messageMs(random: Random): number;
  /** How much later than it was due a timer comes, in milliseconds. */
  timerLatenessMs(random: Random): number;
  /** How long it takes until a new process runs, in milliseconds. */
  startMs(random: Random): number;
  /** How long a file call waits for a thread, in milliseconds: what it does is done in memory. */
  fileMs(random: Random): number;
  /** How long it takes until what was written is on the disk itself, in milliseconds. */
  syncMs(random: Random): number;
}

const LEAST_MESSAGE_MS = 0.05;
const LEAST_FILE_MS = 0.01;
const LEAST_SYNC_MS = 0.1;

/** Nothing varies. */
export const QUIET: Manner = {
  messageMs: () => 0.5,
  timerLatenessMs: () => 0,
  startMs: () => 20,
  fileMs: () => LEAST_FILE_MS,
  syncMs: () => 1,
};

/**
 * A manner for a seed, as swarm testing has it (Groce and others, 2012): each run leaves out some of
 * what can vary, since runs in which everything varies at once rarely find what takes one thing only.
 */
export function mannerOf(seed: number): Manner {
  const random = createRandom(seed);
  const mostMessageMs = random.pick([1, 1, 5, 30]);
  // Rarely much later than the others, as in a real network: the order of many changes, not of all.
  const tailShare = random.pick([0, 0, 0.02, 0.2]);
  const mostLatenessMs = random.pick([0, 0.5, 2, 20]);
  const mostStartMs = random.pick([25, 50, 200]);
  const mostFileMs = random.pick([0.05, 0.05, 0.5]);
  // Etcd's guide to hardware wants 99 of 100 below 10 ms; disks that others use too take longer.
  const mostSyncMs = random.pick([1, 1, 10]);
  const slowShare = random.pick([0, 0, 0.02]);
  return {
    messageMs: (chance) => {
      const isLate = tailShare > 0 && fraction(chance) < tailShare;
      return LEAST_MESSAGE_MS + fraction(chance) * mostMessageMs * (isLate ? 10 : 1);
    },
    timerLatenessMs: (chance) => (mostLatenessMs === 0 ? 0 : fraction(chance) * mostLatenessMs),
    startMs: (chance) => 5 + fraction(chance) * mostStartMs,
    fileMs: (chance) => LEAST_FILE_MS + fraction(chance) * mostFileMs,
    syncMs: (chance) => {
      const isSlow = slowShare > 0 && fraction(chance) < slowShare;
      return LEAST_SYNC_MS + fraction(chance) * mostSyncMs * (isSlow ? 10 : 1);
    },
  };
}

/** From 0 up to and not including 1, in steps that are exact everywhere. */
function fraction(random: Random): number {
  return random.integer(1 << 16) / (1 << 16);
}
