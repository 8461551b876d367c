import { signal } from '@preact/signals';

const VIEWS = ['text', 'editor', 'lab'] as const;
export type View = (typeof VIEWS)[number];

/** The one column that a narrow window shows. */
export const view = signal<View>('text');

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
