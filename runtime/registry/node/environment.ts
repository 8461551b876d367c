import { randomInt } from 'node:crypto';
import type { Environment } from '../environment.ts';
import type { Storage } from '../storage.ts';

/** The environment of a registry that runs under Node on real time. */
export function nodeEnvironment(storage: Storage | null = null): Environment {
  return {
    nowMs: () => performance.now(),
    setTimer: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random: { integer: (below) => randomInt(below) },
    storage,
  };
}
