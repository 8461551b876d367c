import type { LedgerEvent } from '../../network/index.ts';
import { locksHeld } from '../story/locks-held.ts';
import { columnsOf } from './columns.ts';
import type { Diagram } from './diagram.ts';
import { messagesOf } from './messages.ts';
import { notesOf } from './notes.ts';

/**
 * The space-time diagram of a run, from its ledger. `failedAt` is the `seq` of the event that shows
 * that it failed; null when it did not, or nothing shows it.
 */
export function diagramOf(events: readonly LedgerEvent[], failedAt: number | null): Diagram {
  const endMs = events.at(-1)?.atMs ?? 0;
  return {
    columns: columnsOf(events, endMs),
    messages: messagesOf(events, endMs, failedAt),
    locks: locksHeld(events, endMs),
    notes: notesOf(events),
    failedMs: events.find(({ seq }) => seq === failedAt)?.atMs ?? null,
    endMs,
  };
}
