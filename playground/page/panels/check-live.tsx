import type { Page } from '../state/index.ts';

/** The other way to check, for whoever wants to see it on the real thing. */
export function CheckLive({ page: { check } }: { readonly page: Page }) {
  return (
    <p>
      <button type="button" onClick={() => check.runLive()}>
        Check live in the browser sandbox
      </button>
    </p>
  );
}

/** What a live run is, and what it does not judge. */
export function LiveNote({ leavesOut }: { readonly leavesOut: readonly string[] }) {
  return (
    <>
      <p>
        This was one run in the browser sandbox, in real time. Only Check itself counts as passed.
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
