import { type FaultRule, LEARNER, type LedgerEvent } from '../../network/index.ts';

/** A moment of a run, or how long something took: `2.310 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

/** The check sends what a learner would send otherwise. */
export function partyInWords(name: string): string {
  return name === LEARNER ? 'the check' : name;
}

/** What befell an instance: `crashed after sending POST /charges`. */
export function fallInWords(
  event: Extract<LedgerEvent, { type: 'crash-point' | 'power-lost' }>,
): string {
  const what = event.type === 'crash-point' ? 'crashed' : 'lost its power';
  return event.point === null ? what : `${what} ${pointInWords(event.point)}`;
}

/** What is wrong between parties from a moment on: `partition from a to b`, or `no faults`. */
export function faultsInWords(rules: readonly FaultRule[]): string {
  if (rules.length === 0) return 'no faults';
  return rules
    .map(({ fault, from, to, share }) => {
      const part = share === 1 ? '' : ` for ${Math.round(share * 100)} % of the messages`;
      return `${fault.kind} from ${partyInWords(from)} to ${partyInWords(to)}${part}`;
    })
    .join(', ');
}

type Request = Extract<LedgerEvent, { type: 'request' }>;

/** What a fault did; `request` is the one that it struck, undefined where that is none or not known. */
export function strikeInWords(
  { fault, from, to }: Extract<LedgerEvent, { type: 'fault-struck' }>,
  request: Request | undefined,
): string {
  const [caller, callee] = [partyInWords(from), partyInWords(to)];
  const call =
    request === undefined
      ? 'a request'
      : `${request.method} ${request.path} (request ${request.id})`;
  switch (fault) {
    case 'lost-request':
      return `${call} from ${caller} to ${callee} was lost`;
    case 'lost-reply':
      return `the answer of ${callee} to ${call} was lost`;
    case 'duplicate':
      return `${call} from ${caller} to ${callee} was duplicated`;
    default:
      return `${fault} struck ${request === undefined ? `${caller} → ${callee}` : call}`;
  }
}

const ACTIONS: Readonly<Record<string, string>> = {
  'request-sent': 'sending',
  'request-received': 'receiving',
  'reply-sent': 'answering',
  'reply-received': 'hearing the answer to',
  append: 'writing to',
  fsync: 'the fsync of',
  rename: 'renaming',
};

/** `after request-sent POST /charges`, as the ledger has it, becomes `after sending POST /charges`. */
function pointInWords(point: string): string {
  const [when, action = '', ...what] = point.split(' ');
  return [when, ACTIONS[action] ?? action, ...what].join(' ');
}
