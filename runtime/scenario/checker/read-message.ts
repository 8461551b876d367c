import type { LedgerEvent } from '../../network/index.ts';
import type { Whereabouts } from '../../sandbox/simulated/index.ts';
import type { Verdict } from '../verdict.ts';
import type { FromChecker } from './protocol.ts';
import { readRun } from './read-run.ts';

type Data = Readonly<Record<string, unknown>>;

/** Characters of one text that are read. */
const LONGEST_TEXT = 100_000;

/**
 * What a worker said, or null where it is nothing that a worker says. Learners' code ran there, so
 * whatever is shown must at least be what its type promises.
 */
export function readMessage(data: unknown): FromChecker | null {
  if (!isData(data)) return null;
  const { type, id } = data;
  if (type === 'ready' || type === 'alive') return { type };
  if (!isCount(id)) return null;
  if (type === 'stopped') return { type, id };
  if (type === 'progress') {
    const { tried, of } = data;
    return isCount(tried) && isCount(of) && tried <= of ? { type, id, tried, of } : null;
  }
  if (type === 'at') {
    if (data.at === null) return { type, id, at: null };
    const at = readWhereabouts(data.at);
    return at === null ? null : { type, id, at };
  }
  if (type === 'broken') {
    const message = text(data.message);
    return message === null ? null : { type, id, message };
  }
  if (type !== 'verdict') return null;
  const verdict = readVerdict(data.verdict);
  const run = readRun(data.run);
  return verdict === null || run === null ? null : { type, id, verdict, run };
}

function readWhereabouts(data: unknown): Whereabouts | null {
  if (!isData(data)) return null;
  const service = text(data.service);
  if (service === null) return null;
  if (data.place === null) return { service, place: null };
  if (!isData(data.place)) return null;
  const { line } = data.place;
  const path = text(data.place.path);
  return path !== null && isCount(line) ? { service, place: { path, line } } : null;
}

function readVerdict(data: unknown): Verdict | null {
  if (!isData(data)) return null;
  const { outcome, event } = data;
  const sentence = text(data.sentence);
  if (sentence === null) return null;
  if (outcome === 'passed') {
    const { schedules } = data;
    return isCount(schedules) ? { outcome, sentence, schedules } : null;
  }
  const hint = text(data.hint);
  if (hint === null) return null;
  if (outcome === 'inconclusive') return { outcome, sentence, hint };
  const evidence = text(data.evidence);
  const schedule = text(data.schedule);
  const run: readonly LedgerEvent[] | null = readRun(data.run);
  if (outcome !== 'failed' || evidence === null || schedule === null || run === null) return null;
  if (event !== null && !isCount(event)) return null;
  return { outcome, sentence, evidence, hint, event, run, schedule };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : null;
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
