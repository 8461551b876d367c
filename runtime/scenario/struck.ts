import type { LedgerEvent } from '../network/index.ts';
import type { Lab } from './lab.ts';

/**
 * The crashes, losses of power and lost messages of a run so far, in order and in words:
 * `transfers-1 crashed at 0.21 s, after sending POST /xa/commit/t11.` Empty when there were none.
 */
export function whatStruck(lab: Pick<Lab, 'events'>): string {
  const requests = new Map(lab.events('request').map((request) => [request.id, request]));
  const called = (id: number | null) => {
    const request = requests.get(id ?? -1);
    return request === undefined ? 'a request' : `${request.method} ${request.path}`;
  };
  const struck = [
    ...lab.events('crash-point'),
    ...lab.events('power-lost'),
    ...lab.events('fault-struck'),
  ].toSorted((a, b) => a.seq - b.seq);
  return struck.flatMap((event) => inWords(event, called)).join(' ');
}

type Struck = Extract<LedgerEvent, { type: 'crash-point' | 'power-lost' | 'fault-struck' }>;

function inWords(event: Struck, called: (id: number | null) => string): string[] {
  const at = `at ${(event.atMs / 1000).toFixed(2)} s`;
  if (event.type !== 'fault-struck') {
    const what = event.type === 'crash-point' ? 'crashed' : 'lost its power';
    const where = event.point === null ? '' : `, ${pointInWords(event.point)}`;
    return [`${event.instance} ${what} ${at}${where}.`];
  }
  const { fault, from, to, id } = event;
  if (fault === 'lost-request') return [`${called(id)} from ${from} to ${to} was lost ${at}.`];
  if (fault === 'lost-reply') return [`The answer of ${to} to ${called(id)} was lost ${at}.`];
  return fault === 'duplicate' ? [`${called(id)} came to ${to} twice, first ${at}.`] : [];
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

/** `after request-sent POST /charges` becomes `after sending POST /charges`. */
function pointInWords(point: string): string {
  const [when, action = '', ...what] = point.split(' ');
  return [when, ACTIONS[action] ?? action, ...what].join(' ');
}
