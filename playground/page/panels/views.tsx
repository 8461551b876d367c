import { computed, effect, signal } from '@preact/signals';
import type { Page } from '../state/index.ts';

const VIEWS = ['text', 'editor', 'lab'] as const;
export type View = (typeof VIEWS)[number];

/** The one column that a narrow window shows. */
export const view = signal<View>('text');

/** Shows the lab of a narrow window whenever something begins to happen there. */
export function followTheAction({ runner, check }: Page): void {
  const happening = computed(
    () => runner.run.value.state === 'starting' || check.current.value.state === 'running',
  );
  effect(() => {
    if (happening.value) view.value = 'lab';
  });
}

const WORDS = { text: 'Text', editor: 'Editor', lab: 'Lab' } as const;

/** The way between the columns in a narrow window. */
export function Views() {
  return (
    <>
      {VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={view.value === name}
          onClick={() => {
            view.value = name;
          }}
        >
          {WORDS[name]}
        </button>
      ))}
    </>
  );
}
