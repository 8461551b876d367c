import { LEARNER, type LedgerEvent } from '../../../runtime/network/event.ts';
import type { FaultRule } from '../../../runtime/network/index.ts';
import { endedBy } from '../../../runtime/play/instances.ts';
import type { Observation } from '../../../runtime/registry/index.ts';
import { wrap } from './columns.ts';
import type { Style } from './style.ts';

const TIME_COLUMNS = 10;
const TEXT_CHARACTERS = 100;

/**
 * A run as a story: a line for each thing that happened, in order, with its time in milliseconds
 * since the run began. The event that a verdict is about is marked.
 */
export function storyLines(
  run: readonly LedgerEvent[],
  marked: number | null,
  width: number,
  style: Style,
): string[] {
  return causesFirst(run).flatMap((event) => {
    const isMarked = event.seq === marked;
    const time = `${event.atMs.toFixed(1)}`.padStart(TIME_COLUMNS - 4);
    const margin = isMarked ? `${style.attention('>')} ` : '  ';
    return tell(event).flatMap((text) => {
      const lines = wrap(text, width - TIME_COLUMNS, '  ');
      return lines.map((line, index) =>
        index === 0 && text !== ''
          ? `${margin}${style.quiet(time)}  ${line}`
          : `${' '.repeat(TIME_COLUMNS)}${line}`,
      );
    });
  });
}

/**
 * A service that has the head of a request may act before the last of it has come, in the same
 * moment. Told in the order of the record, it would answer what has not reached it yet.
 */
function causesFirst(run: readonly LedgerEvent[]): readonly LedgerEvent[] {
  const told: LedgerEvent[] = [];
  for (const event of run) {
    let place = told.length;
    if (event.type === 'delivered') {
      const sameMoment = told.findLastIndex(
        (one) => one.atMs !== event.atMs || (one.type === 'request' && one.id === event.id),
      );
      const acted = told.findIndex((one, index) => index > sameMoment && isDoneBy(one, event.to));
      if (acted !== -1) place = acted;
    }
    told.splice(place, 0, event);
  }
  return told;
}

function isDoneBy(event: LedgerEvent, instance: string): boolean {
  return 'from' in event
    ? event.from === instance
    : 'instance' in event && event.instance === instance;
}

/** What happened, in sentences without their full stops; nothing for what is no part of the story. */
function tell(event: LedgerEvent): string[] {
  switch (event.type) {
    case 'synced':
    case 'verdict':
      return [];
    case 'starting':
      return [`${event.instance} starts, to listen on ${event.port}`];
    case 'listening':
      return [`${event.instance} listens`];
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
        .map((line) => `${event.instance} prints: ${line}`);
    case 'signalled':
      return [`${event.instance} ${SIGNALS[event.signal] ?? `gets ${event.signal}`}`];
    case 'power-lost':
      return [
        `${event.instance} loses its power${event.point === null ? '' : ` ${event.point}`}, and its disk what no fsync has kept`,
      ];
    case 'crash-point':
      return [`${event.instance} crashes ${event.point}`];
    case 'exited':
      return [`${event.instance} ends (${endedBy(event)})`];
    case 'faults-set':
      return event.rules.length === 0
        ? ['all faults are healed']
        : event.rules.map((rule) => `from here on: ${faultInWords(rule)}`);
    default:
      return [tellExchange(event)];
  }
}

type OfExchange = Extract<LedgerEvent, { readonly from: string }>;

function tellExchange(event: OfExchange): string {
  const way = `${party(event.from)} -> ${party(event.to)}`;
  switch (event.type) {
    case 'request':
      return `${way}: ${event.method} ${event.path}${inQuotes(event.body.text)} (request ${event.id})`;
    case 'delivered':
      return event.what === 'copy'
        ? `request ${event.id} reaches ${party(event.to)} a second time`
        : `request ${event.id} reaches ${party(event.to)}`;
    case 'replied':
      return `${party(event.from)} begins to answer request ${event.id}: ${event.status}`;
    case 'response':
      return `${way}: ${event.status}${inQuotes(event.body.text)} (to request ${event.id})`;
    case 'request-failed':
      return `${party(event.from)} gets no answer to request ${event.id}: ${event.code}`;
    case 'connect-failed':
      return `${way}: no connection (${event.code})`;
    case 'fault-struck':
      return `${event.fault} strikes ${event.id === null ? way : `request ${event.id}`}`;
  }
}

/** `session created sessions/7`: what a registry tells of, and of which of them. */
function observed({ kind, ...rest }: Observation): string {
  const what = kind.replace(/^(?:consul|etcd)-/, '').replaceAll('-', ' ');
  const { key, service, name, lease, id } = rest as Readonly<Record<string, unknown>>;
  return [what, key ?? service ?? name ?? lease ?? id].filter(Boolean).join(' ');
}

const SIGNALS: Readonly<Record<string, string>> = {
  SIGSTOP: 'is paused',
  SIGCONT: 'goes on',
};

function faultInWords({ fault, from, to, share }: FaultRule): string {
  const part = share === 1 ? '' : `, ${Math.round(share * 100)} % of them`;
  return `${fault.kind} from ${party(from)} to ${party(to)}${part}`;
}

/** The check sends what a learner would send otherwise. */
function party(name: string): string {
  return name === LEARNER ? 'the check' : name;
}

function inQuotes(text: string): string {
  if (text === '') return '';
  const cut = text.length > TEXT_CHARACTERS ? ' …' : '';
  return ` ${JSON.stringify(text.slice(0, TEXT_CHARACTERS))}${cut}`;
}
