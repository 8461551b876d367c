import type { LedgerEvent } from '../../network/index.ts';
import { fallInWords, faultsInWords } from '../story/words.ts';
import type { Note } from './diagram.ts';

/** What happened at one moment and is no message. */
export function notesOf(events: readonly LedgerEvent[]): Note[] {
  return events.flatMap((event): Note[] => {
    const { atMs } = event;
    switch (event.type) {
      case 'crash-point':
      case 'power-lost':
        return [{ column: event.instance, atMs, text: fallInWords(event) }];
      case 'limit-reached':
        return [{ column: event.instance, atMs, text: `reached a limit: ${event.limit}` }];
      case 'request-failed':
        return [
          { column: event.from, atMs, text: event.code === 'ABORT_ERR' ? 'gave up' : event.code },
        ];
      case 'faults-set':
        return [{ column: null, atMs, text: faultsInWords(event.rules) }];
      default:
        return [];
    }
  });
}
