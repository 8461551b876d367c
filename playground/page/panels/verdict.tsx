import { useEffect, useRef } from 'preact/hooks';
import type { Place } from '../editor/places.ts';
import type { CheckState, Page } from '../state/index.ts';
import { sameFiles } from '../storage/index.ts';
import { CheckLive, LiveNote } from './check-live.tsx';
import { Evidence } from './evidence.tsx';
import { CrossIcon, PassedIcon, UnknownIcon } from './icons.tsx';
import { Replay, ReplayNote } from './replay.tsx';
import { Waiting } from './waiting.tsx';

export interface VerdictProps {
  readonly page: Page;
  readonly goTo: (place: Place) => void;
}

/** What the check says: the sentence first, then what to look at, then one next action. */
export function Verdict({ page, goTo }: VerdictProps) {
  const now = page.check.current.value;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (now.state === 'done') section.current?.scrollIntoView({ block: 'nearest' });
  }, [now]);
  return (
    <section
      ref={section}
      aria-labelledby="verdict-title"
      class="verdict"
      data-outcome={outcomeOf(now)}
    >
      <h2 id="verdict-title">Verdict</h2>
      <VerdictBody page={page} now={now} goTo={goTo} />
      <Replay check={page.check} />
    </section>
  );
}

function outcomeOf(now: CheckState): string {
  return now.state === 'done' ? now.verdict.outcome : now.state;
}

function VerdictBody({ page, now, goTo }: VerdictProps & { readonly now: CheckState }) {
  switch (now.state) {
    case 'none':
      return (
        <p class="empty">
          Press Check: your services run in a simulator, again and again, each time with messages
          and timers in another order, and what came of it appears here.
        </p>
      );
    case 'running':
      return <Waiting key={now.doing} what={now.doing} />;
    case 'stopped':
      return <p class="empty">You stopped the check before it came to a verdict.</p>;
    case 'refused':
      return (
        <p>
          {now.message} {now.hint}
        </p>
      );
    case 'broken':
      return (
        <p>
          The check itself went wrong, so there is no verdict on your code: {now.message} Reload the
          page and check again.
        </p>
      );
    case 'done':
      return <Outcome page={page} now={now} goTo={goTo} />;
  }
}

type Done = Extract<CheckState, { state: 'done' }>;

function Outcome({ page, now, goTo }: VerdictProps & { readonly now: Done }) {
  const { verdict } = now;
  const old = !sameFiles(now.files, page.work.files.value);
  return (
    <>
      <p class="outcome">
        {verdict.outcome === 'passed' ? <PassedIcon /> : null}
        {verdict.outcome === 'failed' ? <CrossIcon /> : null}
        {verdict.outcome === 'inconclusive' ? <UnknownIcon /> : null}
        <strong>{WORDS[verdict.outcome]}</strong>
        {old ? <span>of the files before your last change</span> : null}
      </p>
      <p>
        {verdict.outcome === 'passed' && verdict.schedules !== null
          ? `${inSchedules(verdict.schedules)}: ${verdict.sentence}`
          : verdict.sentence}
      </p>
      {verdict.outcome === 'failed' ? <Evidence verdict={verdict} goTo={goTo} /> : null}
      {verdict.outcome !== 'passed' && verdict.hint !== '' ? <p>{verdict.hint}</p> : null}
      {now.how.kind === 'replayed' ? <ReplayNote how={now.how} verdict={verdict} /> : null}
      {now.how.kind === 'live' ? <LiveNote {...now.how} /> : null}
      {verdict.outcome === 'passed' && now.how.kind === 'simulated' ? <Next page={page} /> : null}
      <CheckLive page={page} />
    </>
  );
}

function inSchedules(schedules: number): string {
  return schedules === 1 ? 'In 1 schedule' : `In each of ${schedules} schedules`;
}

const WORDS = { passed: 'Passed', failed: 'Failed', inconclusive: 'Inconclusive' } as const;

function Next({ page: { data, primary } }: { readonly page: Page }) {
  const here = data.course.findIndex((link) => link.id === data.step.id);
  const next = data.course[here + 1];
  if (next === undefined) return <p>This is the last step of the course so far.</p>;
  return (
    <p>
      <a class={primary.value === 'next' ? 'button primary' : 'button'} href={`./${next.file}`}>
        Go on to {next.id} {next.title}
      </a>
    </p>
  );
}
