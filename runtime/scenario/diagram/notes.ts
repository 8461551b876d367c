import type { FaultRule, LedgerEvent } from '../../network/index.ts';
import type { Note } from './diagram.ts';

/** What happened at one moment and is no message. */
export function notesOf(events: readonly LedgerEvent[]): Note[] {
  return events.flatMap((event): Note[] => {
    const { atMs } = event;
    switch (event.type) {
      case 'crash-point':
        return [{ column: event.instance, atMs, text: `crashes ${event.point}` }];
      case 'power-lost':
        return [{ column: event.instance, atMs, text: powerLoss(event.point) }];
      case 'limit-reached':
        return [{ column: event.instance, atMs, text: `reaches a limit: ${event.limit}` }];
      case 'request-failed':
        return [
          { column: event.from, atMs, text: event.code === 'ABORT_ERR' ? 'gives up' : event.code },
        ];
      case 'faults-set':
        return [{ column: null, atMs, text: faultsInWords(event.rules) }];
      default:
        return [];
    }
  });
}

function powerLoss(point: string | null): string {
  return point === null ? 'loses its power' : `loses its power ${point}`;
}

function faultsInWords(rules: readonly FaultRule[]): string {
  if (rules.length === 0) return 'no faults';
  return rules.map(({ fault, from, to }) => `${fault.kind} ${from} → ${to}`).join(', ');
}
