import type { LedgerEvent } from '../../network/index.ts';
import { endedBy } from '../../play/instances.ts';
import type { Observation } from '../../registry/index.ts';
import { causesFirst } from './causes-first.ts';
import { locksHeld } from './locks-held.ts';
import { fallInWords, faultsInWords, partyInWords, strikeInWords } from './words.ts';

/** Characters of a body that a line shows. */
const TEXT_CHARACTERS = 100;

export interface StoryLine {
  /** Since the run began, in milliseconds. */
  readonly atMs: number;
  /** A sentence without its full stop. */
  readonly text: string;
  /** Whether it tells the event that shows that the run failed. */
  readonly isEvidence: boolean;
}

/** Requests by their ids. */
type Requests = ReadonlyMap<number, Extract<LedgerEvent, { type: 'request' }>>;

/**
 * A run as a story: a line for each thing that happened, in order. `failedAt` is the `seq` of the
 * event that shows that it failed; null when it did not, or nothing shows it.
 */
export function storyOf(run: readonly LedgerEvent[], failedAt: number | null): StoryLine[] {
  const requests: Requests = new Map(
    run.filter((event) => event.type === 'request').map((request) => [request.id, request]),
  );
  const endMs = run.at(-1)?.atMs ?? 0;
  const line = (atMs: number, text: string, isEvidence = false) => ({ atMs, text, isEvidence });
  const happened = causesFirst(run).flatMap((event) => {
    const isEvidence = event.seq === failedAt;
    const texts = [...tell(event, requests), ...(isEvidence ? ['here the check failed'] : [])];
    return texts.map((text) => line(event.atMs, text, isEvidence));
  });
  const locks = locksHeld(run, endMs).flatMap(({ instance, lock, fromMs, toMs }) => {
    const gained = line(fromMs, `${instance} had ${lock}`);
    return toMs === endMs ? [gained] : [gained, line(toMs, `${instance} had ${lock} no more`)];
  });
  return [...happened, ...locks].sort((a, b) => a.atMs - b.atMs);
}

/** Nothing for what is no part of the story. */
function tell(event: LedgerEvent, requests: Requests): string[] {
  switch (event.type) {
    case 'synced':
    case 'verdict':
      return [];
    case 'starting':
      return [`${event.instance} was started, to listen on ${event.port}`];
    case 'listening':
      return [`${event.instance} began to listen`];
    case 'start-failed':
    case 'output-dropped':
    case 'limit-reached':
      return [event.message];
    case 'registry':
      return [`${event.instance}: ${observed(event.observation)}`];
    case 'output':
      return event.text
        .trimEnd()
        .split('\n')
        .map((line) => `${event.instance} printed: ${line}`);
    case 'signalled':
      return [`${event.instance} ${SIGNALS[event.signal] ?? `was sent ${event.signal}`}`];
    case 'power-lost':
      return [`${event.instance} ${fallInWords(event)}, and its disk what no fsync had kept`];
    case 'crash-point':
      return [`${event.instance} ${fallInWords(event)}`];
    case 'exited':
      return [`${event.instance} ended (${endedBy(event)})`];
    case 'faults-set':
      return [`from here on: ${faultsInWords(event.rules)}`];
    case 'fault-struck':
      return [strikeInWords(event, requests.get(event.id ?? -1))];
    default:
      return [tellExchange(event)];
  }
}

type OfExchange = Exclude<
  Extract<LedgerEvent, { readonly from: string }>,
  { readonly type: 'fault-struck' }
>;

function tellExchange(event: OfExchange): string {
  const [from, to] = [partyInWords(event.from), partyInWords(event.to)];
  switch (event.type) {
    case 'request':
      return `${from} → ${to}: ${event.method} ${event.path}${inQuotes(event.body.text)} (request ${event.id})`;
    case 'delivered':
      return `request ${event.id} reached ${to}${event.what === 'copy' ? ' a second time' : ''}`;
    case 'replied':
      return `${from} began to answer request ${event.id}: ${event.status}`;
    case 'response':
      return `${from} → ${to}: ${event.status}${inQuotes(event.body.text)} (to request ${event.id})`;
    case 'request-failed':
      return event.code === 'ABORT_ERR'
        ? `${from} gave up request ${event.id}`
        : `${from} got no answer to request ${event.id}: ${event.code}`;
    case 'connect-failed':
      return `${from} → ${to}: no connection (${event.code})`;
  }
}

/** `session created sessions/7`: what a registry tells of, and of which of them. */
function observed({ kind, ...rest }: Observation): string {
  const what = kind.replace(/^(?:consul|etcd)-/, '').replaceAll('-', ' ');
  const { key, service, name, lease, id } = rest as Readonly<Record<string, unknown>>;
  return [what, key ?? service ?? name ?? lease ?? id].filter(Boolean).join(' ');
}

const SIGNALS: Readonly<Record<string, string>> = {
  SIGSTOP: 'was paused',
  SIGCONT: 'went on',
};

function inQuotes(text: string): string {
  if (text === '') return '';
  const cut = text.length > TEXT_CHARACTERS ? ' …' : '';
  return ` ${JSON.stringify(text.slice(0, TEXT_CHARACTERS))}${cut}`;
}
