import type { LedgerEvent } from '../../network/index.ts';

/**
 * A service that has the head of a request may act before the last of it has come, in the same
 * moment. Told in the order of the record, it would answer what has not reached it yet.
 */
export function causesFirst(run: readonly LedgerEvent[]): readonly LedgerEvent[] {
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
