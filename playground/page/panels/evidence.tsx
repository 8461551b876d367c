import type { Failed } from '../../../runtime/scenario/index.ts';
import type { Place } from '../editor/places.ts';
import { Stack } from './problem.tsx';

export interface EvidenceProps {
  readonly verdict: Failed;
  readonly goTo: (place: Place) => void;
}

/** What shows a failure: the schedule that it came in, and what to look at. */
export function Evidence({ verdict: { schedule, evidence }, goTo }: EvidenceProps) {
  return (
    <>
      {schedule === null ? null : (
        <p>
          It failed in schedule <code>{schedule}</code>, and does so every time.
        </p>
      )}
      {evidence === '' ? null : <Stack text={evidence} goTo={goTo} />}
    </>
  );
}
