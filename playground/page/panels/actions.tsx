import type { Page } from '../state/index.ts';
import { Waiting } from './waiting.tsx';

/** Run, Stop, Check: what can be done with the files as they are. */
export function Actions({ page }: { readonly page: Page }) {
  const { runner, check } = page;
  const primary = page.primary.value;
  const run = runner.run.value;
  const checking = check.current.value;
  const active = run.state !== 'stopped';
  return (
    <>
      <button
        type="button"
        class={primary === 'run' ? 'primary' : ''}
        title="Run (Ctrl+Enter)"
        aria-keyshortcuts="Control+Enter"
        disabled={run.state === 'starting'}
        onClick={() => runner.start()}
      >
        {run.state === 'running' ? 'Run again' : 'Run'}
      </button>
      <button type="button" disabled={!active} onClick={() => runner.stop()}>
        Stop
      </button>
      {checking.state === 'running' ? (
        <button type="button" onClick={() => check.stop()}>
          Stop check
        </button>
      ) : (
        <button
          type="button"
          class={primary === 'check' ? 'primary' : ''}
          title="Check (Ctrl+Shift+Enter)"
          aria-keyshortcuts="Control+Shift+Enter"
          onClick={() => check.run()}
        >
          Check
        </button>
      )}
      <ActionState page={page} />
    </>
  );
}

/** What is under way, or what the learner should know before they press anything. */
function ActionState({ page: { runner, check } }: { readonly page: Page }) {
  const run = runner.run.value;
  const machine = runner.machine.value;
  if (run.state === 'starting') {
    const stage = machine.state === 'booting' ? machine.stage : `Waiting for ${run.waitingFor}`;
    return <Waiting key={stage} what={stage} />;
  }
  if (run.state === 'stopping') {
    return <Waiting key="stopping" what={`Waiting for ${run.waitingFor} to leave`} />;
  }
  const checking = check.current.value;
  if (checking.state === 'running') return <Waiting key="check" what={checking.doing} />;
  if (runner.stale.value) return <p class="waiting">Changed since the last run</p>;
  return null;
}
