import type { LedgerEvent } from './event.ts';
import type { Ledger } from './ledger.ts';

/** A ledger as it was at one moment. */
export interface LedgerRecord {
  readonly events: readonly LedgerEvent[];
  /** Events with a lower `seq` were no longer kept when it was written. */
  readonly droppedBefore: number;
}

/** Lines that are no ledger. The message names the line, what is wrong with it, and what to do. */
export class LedgerLinesError extends Error {
  override readonly name = 'LedgerLinesError';

  constructor(line: number, what: string) {
    super(`Line ${line}: ${what} Export the ledger again.`);
  }
}

const FORMAT = 'brownout-ledger';
const VERSION = 1;

/**
 * A ledger as JSON lines: a head (`format`, `version`, `droppedBefore`), then an event a line, oldest
 * first, each line ended by a newline.
 */
export function exportLedger(ledger: Pick<Ledger, 'read' | 'droppedBefore'>): string {
  const { droppedBefore } = ledger;
  const head = { format: FORMAT, version: VERSION, droppedBefore };
  return [head, ...ledger.read()].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Reads what `exportLedger` wrote. Throws a LedgerLinesError for anything else. */
export function importLedger(text: string): LedgerRecord {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const head = parse(lines[0] ?? '', 1);
  if (head.format !== FORMAT) throw new LedgerLinesError(1, 'this is not an exported ledger.');
  if (head.version !== VERSION) {
    throw new LedgerLinesError(1, `version ${head.version} is not known here, only ${VERSION}.`);
  }
  const { droppedBefore } = head;
  if (!isCount(droppedBefore)) {
    throw new LedgerLinesError(1, 'droppedBefore must be a whole number.');
  }
  let lastMs = 0;
  const events = lines.slice(1).map((text, index) => {
    const event = parse(text, index + 2);
    const { seq, atMs, type } = event;
    const refuse = (what: string): never => {
      throw new LedgerLinesError(index + 2, what);
    };
    if (seq !== droppedBefore + index)
      refuse(`seq should be ${droppedBefore + index}, not ${seq}.`);
    if (typeof atMs !== 'number' || !(atMs >= lastMs))
      refuse('its time is before that of the last.');
    if (typeof type !== 'string') refuse('it has no type.');
    lastMs = atMs as number;
    return event as unknown as LedgerEvent;
  });
  return { events, droppedBefore };
}

function parse(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new LedgerLinesError(number, 'this is no JSON object.');
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}
