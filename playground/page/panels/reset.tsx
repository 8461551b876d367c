import { useState } from 'preact/hooks';
import type { Page } from '../state/index.ts';
import { Ask } from './ask.tsx';

/** Back to the step's own files, after asking. */
export function Reset({ page: { work } }: { readonly page: Page }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        class="plain"
        disabled={!work.touched.value}
        onClick={() => setAsking(true)}
      >
        Reset
      </button>
      {asking ? (
        <Ask
          title="Go back to the step's own files?"
          answers={[{ label: 'Reset', choose: work.reset }]}
          onClose={() => setAsking(false)}
        >
          <p>Your files are kept as a copy, which you can bring back from Copies.</p>
        </Ask>
      ) : null}
    </>
  );
}
