import type { Observation } from '../observation.ts';

/** Bytes of a value that are told, and their characters in base64. */
const VALUE_BYTES = 4095;
const VALUE_CHARACTERS = (VALUE_BYTES / 3) * 4;

/** How many of a lease's keys are told. */
const KEYS = 1000;

/** An observation for a ledger, which keeps of what is long the beginning. */
export function excerptOf(observation: Observation): Observation {
  if ('value' in observation && observation.value.length > VALUE_CHARACTERS) {
    return { ...observation, value: observation.value.slice(0, VALUE_CHARACTERS) };
  }
  if (observation.kind === 'etcd-lease-ended' && observation.keys.length > KEYS) {
    return { ...observation, keys: observation.keys.slice(0, KEYS) };
  }
  return observation;
}
