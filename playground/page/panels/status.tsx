import type { Page } from '../state/index.ts';
import { SandboxPicker } from './sandbox-picker.tsx';
import { ThemeChoice } from './theme-choice.tsx';

/** The sandbox in use, how far the learner has come, and the theme. */
export function Status({ page }: { readonly page: Page }) {
  const { study, data } = page;
  const passed = data.course.filter(({ id }) => study.progress.value.steps[id]?.passedAt).length;
  return (
    <>
      <SandboxPicker page={page} />
      <span>
        {passed} of {data.course.length} passed
      </span>
      <ThemeChoice />
    </>
  );
}
