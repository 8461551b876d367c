import type { Page, PageSandbox } from '../state/index.ts';

/** Where a live run is. */
const PLACES: Readonly<Record<PageSandbox, string>> = {
  browser: 'in the browser sandbox',
  webcontainer: 'on Node.js by WebContainer',
};

/** The other way to check, for whoever wants to see it on the real thing. */
export function CheckLive({ page: { check, choice } }: { readonly page: Page }) {
  return (
    <p>
      <button type="button" onClick={() => check.runLive()}>
        Check live {PLACES[choice.chosen.value]}
      </button>
    </p>
  );
}

interface LiveNoteProps {
  readonly where: PageSandbox;
  readonly leavesOut: readonly string[];
}

/** What a live run is, and what it does not judge. */
export function LiveNote({ where, leavesOut }: LiveNoteProps) {
  return (
    <>
      <p>
        This was one run {PLACES[where]}, in real time. Only Check itself counts as passed.
        {leavesOut.length > 0 ? ' A live run leaves out:' : ''}
      </p>
      {leavesOut.length > 0 ? (
        <ul>
          {leavesOut.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
