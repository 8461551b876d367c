import { useRef } from 'preact/hooks';
import type { Page } from '../state/index.ts';

const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Copies of the learner's files, and the way back to each. Nothing at all while there is none. */
export function Copies({ page: { work } }: { readonly page: Page }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const copies = work.copies.value;
  if (copies.length === 0) return null;
  return (
    <details class="menu" ref={menu}>
      <summary class="plain">Copies ({copies.length})</summary>
      <ul>
        {copies.map((copy) => (
          <li key={copy.key}>
            <span>{WHEN.format(new Date(copy.madeAt))}</span>
            <button
              type="button"
              onClick={() => {
                work.restore(copy);
                if (menu.current !== null) menu.current.open = false;
              }}
            >
              Bring back
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
