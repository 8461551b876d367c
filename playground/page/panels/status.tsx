import type { Page } from '../state/index.ts';
import { ThemeChoice } from './theme-choice.tsx';

/** The sandbox in use, how far the learner has come, and the theme. */
export function Status({ page }: { readonly page: Page }) {
  const { study, data } = page;
  const passed = data.course.filter(({ id }) => study.progress.value.steps[id]?.passedAt).length;
  return (
    <>
      <SandboxName page={page} />
      <span>
        {passed} of {data.course.length} passed
      </span>
      <ThemeChoice />
    </>
  );
}

function SandboxName({ page: { runner } }: { readonly page: Page }) {
  const machine = runner.machine.value;
  const title = machine.state === 'ready' ? machine.sandbox.info.title : 'Browser sandbox';
  const limits = machine.state === 'ready' ? machine.sandbox.info.limits.join('\n') : '';
  return (
    <span class="sandbox-name wide" data-state={machine.state} title={limits}>
      <span class="lamp" aria-hidden="true" />
      {title} · {WORDS[machine.state]}
    </span>
  );
}

const WORDS = {
  off: 'not started',
  booting: 'starting',
  ready: 'ready',
  failed: 'failed',
} as const;
