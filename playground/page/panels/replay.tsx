import { useEffect, useState } from 'preact/hooks';
import type { Verdict } from '../../../runtime/scenario/index.ts';
import type { Check, CheckedHow } from '../state/index.ts';
import { SpaceTime } from './space-time.tsx';

/** The way to run one schedule again: the one that failed last, or any that somebody names. */
export function Replay({ check }: { readonly check: Check }) {
  const [token, setToken] = useState('');
  const failedIn = scheduleOf(check);
  useEffect(() => {
    if (failedIn !== null) setToken(failedIn);
  }, [failedIn]);
  const replay = (event: Event) => {
    event.preventDefault();
    void check.replay(token.trim());
  };
  return (
    <details class="replay">
      <summary>Run one schedule again</summary>
      <form class="request-line" onSubmit={replay}>
        <span class="request-path">
          <input
            aria-label="Schedule"
            placeholder="17-p41x3000"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            required
            value={token}
            onInput={({ currentTarget: { value } }) => setToken(value)}
          />
          <button type="submit" disabled={check.current.value.state === 'running'}>
            Replay
          </button>
        </span>
      </form>
    </details>
  );
}

function scheduleOf({ current }: Check): string | null {
  const now = current.value;
  return now.state === 'done' && now.verdict.outcome === 'failed' ? now.verdict.schedule : null;
}

export interface ReplayNoteProps {
  readonly how: Extract<CheckedHow, { kind: 'replayed' }>;
  readonly verdict: Verdict;
}

/** What a replay is; and its run, unless the verdict shows that as its evidence. */
export function ReplayNote({ how: { token, run }, verdict }: ReplayNoteProps) {
  return (
    <>
      <p>
        This was schedule <code>{token}</code> alone, once more. Only Check itself counts as passed.
      </p>
      {verdict.outcome === 'failed' ? null : (
        <SpaceTime run={run} failedAt={null} title={`Schedule ${token}`} />
      )}
    </>
  );
}
