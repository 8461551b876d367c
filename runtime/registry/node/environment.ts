import type { Environment, Random } from '../environment.ts';
import type { Storage } from '../storage.ts';

/** The environment of a registry that runs under Node on real time. */
export function nodeEnvironment(storage: Storage | null = null): Environment {
  return {
    nowMs: () => performance.now(),
    setTimer: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random,
    storage,
  };
}

/** Ids and jitter, no secrets; and in a simulation the seed's own choices, without node:crypto. */
const random: Random = { integer: (below) => Math.floor(Math.random() * below) };
