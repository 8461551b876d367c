import { type Realm, Witness } from '../../sandbox/simulated/index.ts';
import type { Scenario } from '../scenario.ts';
import { checkInSimulator, replay } from '../simulate.ts';
import { ALIVE_EVERY_MS, type CheckJob, type FromChecker, type ToChecker } from './protocol.ts';

export interface CheckService {
  readonly realm: Realm;
  /** Says something to whoever asked for the check. */
  readonly say: (message: FromChecker) => void;
  /** The scenario that a check module exports: see `CheckJob.check`. */
  readonly load: (check: string) => Promise<Scenario>;
}

/**
 * A worker's side: runs one check after the other in its one realm. Returns what is to be called
 * with each message that comes.
 */
export function serveChecks(service: CheckService): (message: ToChecker) => void {
  const { say } = service;
  const stops = new Map<number, AbortController>();
  /** There is one realm, so the checks take turns. */
  let last: Promise<void> = Promise.resolve();
  setInterval(() => say({ type: 'alive' }), ALIVE_EVERY_MS);
  say({ type: 'ready' });

  return (message) => {
    const { id } = message;
    if (message.type === 'stop') {
      stops.get(id)?.abort();
      return;
    }
    const stop = new AbortController();
    stops.set(id, stop);
    last = last
      .then(() => run(service, id, message.job, stop.signal))
      .then(say)
      .finally(() => stops.delete(id));
  };
}

async function run(
  { realm, say, load }: CheckService,
  id: number,
  { check, services, files, token, effort = {}, tellFrom = Number.POSITIVE_INFINITY }: CheckJob,
  signal: AbortSignal,
): Promise<FromChecker> {
  const witness = new Witness((at) => say({ type: 'at', id, at }));
  const onTried = (tried: number) => {
    if (tried >= tellFrom) realm.steps.witness = witness;
  };
  try {
    const scenario = await load(check);
    onTried(0);
    const options = { realm, step: { services }, files, signal };
    if (token !== null) {
      const { verdict, run } = await replay(scenario, token, options);
      return { type: 'verdict', id, verdict, run };
    }
    const onProgress = (tried: number, of: number) => {
      onTried(tried);
      say({ type: 'progress', id, tried, of });
    };
    onProgress(0, effort.schedules ?? scenario.schedules);
    const verdict = await checkInSimulator(scenario, { ...options, ...effort, onProgress });
    return { type: 'verdict', id, verdict, run: [] };
  } catch (error) {
    if (signal.aborted) return { type: 'stopped', id };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { type: 'broken', id, message };
  } finally {
    realm.steps.witness = null;
  }
}
