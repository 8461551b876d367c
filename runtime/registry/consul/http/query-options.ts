import { quote } from '../../go/index.ts';
import { parseDurationMs } from '../codec/duration.ts';
import { parseUint } from '../codec/text.ts';
import type { Call } from './call.ts';
import { badRequest, failure } from './refusal.ts';

/** What every query may say of how it wants to be answered. */
export interface QueryOptions {
  /** Block while the index is not above this one; 0 does not block. */
  readonly index: number | bigint;
  /** Not longer than this. */
  readonly waitMs: number;
  readonly consistency: 'leader' | 'stale' | 'consistent';
}

const DEFAULT_WAIT_MS = 5 * 60_000;
const MAX_WAIT_MS = 10 * 60_000;

/** Reads `index`, `wait`, `stale`, `consistent`, `max_stale` and `dc`, in Consul's order. */
export function readQueryOptions(call: Call, datacenter: string): QueryOptions {
  const waitMs = readWait(call);
  const index = readIndex(call);
  if (call.has('stale') && call.has('consistent')) {
    throw badRequest('Cannot specify ?stale with ?consistent, conflicting semantics.');
  }
  checkMaxStale(call);
  checkDatacenter(call, datacenter);
  const consistency = call.has('stale')
    ? 'stale'
    : call.has('consistent')
      ? 'consistent'
      : 'leader';
  return { index, waitMs, consistency };
}

/** Another datacenter than ours: there is no way to one. */
export function checkDatacenter(call: Call, datacenter: string): void {
  const asked = call.param('dc');
  if (asked !== '' && asked !== datacenter) throw failure('No path to datacenter');
}

export function readWait(call: Call): number {
  const text = call.param('wait');
  if (text === '') return DEFAULT_WAIT_MS;
  let waitMs: number;
  try {
    waitMs = parseDurationMs(text);
  } catch {
    throw badRequest('Invalid wait time');
  }
  return waitMs <= 0 ? DEFAULT_WAIT_MS : Math.min(waitMs, MAX_WAIT_MS);
}

function readIndex(call: Call): number | bigint {
  const text = call.param('index');
  if (text === '') return 0;
  try {
    return parseUint(text);
  } catch {
    throw badRequest('Invalid index');
  }
}

function checkMaxStale(call: Call): void {
  const text = call.param('max_stale');
  if (text === '') return;
  try {
    parseDurationMs(text);
  } catch {
    throw badRequest(`Invalid max_stale value ${quote(text)}`);
  }
}
