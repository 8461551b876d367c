import type { Page } from '../state/index.ts';
import { Copies } from './copies.tsx';
import { Reset } from './reset.tsx';

/** The editor keeps Tab for indenting until it is told otherwise, which no keyboard may have to guess. */
const TAB_KEY = /mac/i.test(navigator.platform) ? 'Ctrl+Shift+M' : 'Ctrl+M';

/** The files of the step, one in the editor, and what can be done to all of them. */
export function Files({ page }: { readonly page: Page }) {
  const { work, runner, data } = page;
  const edited = new Set(data.step.edit);
  const paths = [...data.step.edit, ...Object.keys(work.files.value).filter((p) => !edited.has(p))];
  return (
    <>
      <nav class="tabs" aria-label="Files">
        {paths.map((path) => {
          const faults = runner.diagnostics.value.filter((one) => one.file === path).length;
          return (
            <button
              key={path}
              type="button"
              class="file"
              aria-pressed={work.active.value === path}
              onClick={() => {
                work.active.value = path;
              }}
            >
              {path}
              {faults > 0 ? (
                <span class="faults"> {faults === 1 ? '1 error' : `${faults} errors`}</span>
              ) : null}
            </button>
          );
        })}
      </nav>
      <p class="tab-note" title={`After ${TAB_KEY}, Tab goes to the next control again`}>
        {TAB_KEY} frees Tab
      </p>
      <Copies page={page} />
      <Reset page={page} />
    </>
  );
}
