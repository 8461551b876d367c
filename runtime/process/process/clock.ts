import { host } from '../current.ts';
import { invalidArgument } from '../errors/node-error.ts';

const NS_PER_S = 1_000_000_000;

/** process.hrtime: seconds and nanoseconds since some fixed moment, or since an earlier reading. */
export function hrtime(since?: readonly [number, number]): [number, number] {
  const nowNs = Math.round(host.clock.monotonicMs() * 1e6);
  const now: [number, number] = [Math.floor(nowNs / NS_PER_S), nowNs % NS_PER_S];
  if (since === undefined) return now;
  if (!Array.isArray(since)) throw invalidArgument('time', 'an instance of Array', since);
  const [s, ns] = [now[0] - since[0], now[1] - since[1]];
  return ns < 0 ? [s - 1, ns + NS_PER_S] : [s, ns];
}

hrtime.bigint = (): bigint => BigInt(Math.round(host.clock.monotonicMs() * 1e6));
