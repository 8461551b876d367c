import { useState } from 'preact/hooks';
import type { Page } from '../state/index.ts';
import { Ask } from './ask.tsx';

/** The way to the solution: it asks, unless the step is passed or it was opened before. */
export function SolutionButton({ page }: { readonly page: Page }) {
  const { study, work } = page;
  const [asking, setAsking] = useState(false);
  if (study.solutionOpened.value) {
    return (
      <button type="button" onClick={work.solve}>
        Put the solution in the editor
      </button>
    );
  }
  const open = () => (study.passed.value ? study.openSolution() : setAsking(true));
  return (
    <>
      <button type="button" onClick={open}>
        Show the solution
      </button>
      {asking ? (
        <Ask
          title="Show the solution?"
          answers={[{ label: 'Show it', choose: study.openSolution }]}
          onClose={() => setAsking(false)}
        >
          <p>It appears here beside your own files, which stay as they are.</p>
        </Ask>
      ) : null}
    </>
  );
}

/** The solution's files, once it has been opened. */
export function SolutionListing({ page: { study, data } }: { readonly page: Page }) {
  if (!study.solutionOpened.value) return null;
  return (
    <div class="solution">
      <h3>Solution</h3>
      {data.solution.map(({ path, html }) => (
        <figure key={path}>
          <figcaption>{path}</figcaption>
          <div dangerouslySetInnerHTML={{ __html: html }} />
        </figure>
      ))}
    </div>
  );
}
