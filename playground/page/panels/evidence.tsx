import type { Failed } from '../../../runtime/scenario/index.ts';
import type { Place } from '../editor/places.ts';
import { Stack } from './problem.tsx';
import { SpaceTime } from './space-time.tsx';

export interface EvidenceProps {
  readonly verdict: Failed;
  readonly goTo: (place: Place) => void;
}

/** What shows a failure: the schedule that it came in, what to look at, and the run itself. */
export function Evidence({ verdict, goTo }: EvidenceProps) {
  const { schedule, evidence, run, event, sentence } = verdict;
  return (
    <>
      {schedule === null ? null : (
        <p>
          It failed in schedule <code>{schedule}</code>, and does so every time.
        </p>
      )}
      {evidence === '' ? null : <Stack text={evidence} goTo={goTo} />}
      <SpaceTime run={run} failedAt={event} title={sentence} />
    </>
  );
}
