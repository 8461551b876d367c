import type { Page } from '../state/index.ts';
import { SolutionButton, SolutionListing } from './solution.tsx';

const NAMES = ['the symptom', 'the idea', 'the place', 'the code'];

/** Hints, one at a time, and the solution. */
export function StudyPanel({ page }: { readonly page: Page }) {
  const { study, data } = page;
  const opened = study.hintsOpened.value;
  const left = data.hints.length - opened;
  return (
    <>
      <h2>Hints</h2>
      {data.hints.slice(0, opened).map((html, index) => (
        <div key={html} class="hint">
          <h3>
            {index + 1} of {data.hints.length}: {NAMES[index]}
          </h3>
          <div dangerouslySetInnerHTML={{ __html: html }} />
        </div>
      ))}
      <p class="study-actions">
        {left > 0 ? (
          <button type="button" onClick={() => study.openHint()}>
            {opened === 0 ? 'Show a hint' : `Show the next hint (${left} left)`}
          </button>
        ) : null}
        <SolutionButton page={page} />
      </p>
      <SolutionListing page={page} />
    </>
  );
}
