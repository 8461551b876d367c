import type { Place } from '../editor/places.ts';
import type { Page } from '../state/index.ts';
import { Answers } from './answer.tsx';
import { Instances } from './instances.tsx';
import { Output } from './output.tsx';
import { Problem } from './problem.tsx';
import { Registry } from './registry.tsx';
import { RequestForm } from './request-form.tsx';
import { Verdict } from './verdict.tsx';

export interface LabProps {
  readonly page: Page;
  readonly goTo: (place: Place) => void;
}

/** The machine room beside the text: what runs, what it answers, what it says, what is proved. */
export function Lab({ page, goTo }: LabProps) {
  return (
    <>
      <Problem page={page} goTo={goTo} />
      <Instances page={page} />
      <section aria-labelledby="request-title">
        <h2 id="request-title">Request</h2>
        <RequestForm page={page} />
        <Answers requests={page.requests} />
      </section>
      <Registry page={page} />
      <Verdict page={page} goTo={goTo} />
      <Output page={page} />
      <p class="visually-hidden" role="status">
        {page.announcement}
      </p>
    </>
  );
}
