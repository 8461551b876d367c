import type { LedgerEvent } from '../../network/index.ts';
import { columnsOf } from './columns.ts';
import type { Band, Diagram } from './diagram.ts';
import { lockBandsOf } from './lock-bands.ts';
import { messagesOf } from './messages.ts';
import { notesOf } from './notes.ts';

export interface DiagramOptions {
  /** `seq` of the event that shows the failure; null when nothing failed, or nothing shows it. */
  readonly failedAt: number | null;
  /** Who had what from when to when, besides the locks of a registry. */
  readonly bands: readonly Band[];
}

/** The space-time diagram of a run, from its ledger. */
export function diagramOf(
  events: readonly LedgerEvent[],
  { failedAt = null, bands = [] }: Partial<DiagramOptions> = {},
): Diagram {
  const endMs = events.at(-1)?.atMs ?? 0;
  return {
    columns: columnsOf(events, endMs),
    messages: messagesOf(events, endMs, failedAt),
    bands: [...lockBandsOf(events, endMs), ...bands],
    notes: notesOf(events),
    failedMs: events.find(({ seq }) => seq === failedAt)?.atMs ?? null,
    endMs,
  };
}
