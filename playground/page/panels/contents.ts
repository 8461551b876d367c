import { effect } from '@preact/signals';
import type { Page } from '../state/index.ts';

/** Marks the steps that are passed in the table of contents, which the template made. */
export function markContents({ study }: Page): void {
  const items = document.querySelectorAll<HTMLElement>('#contents [data-step]');
  effect(() => {
    const { steps } = study.progress.value;
    for (const item of items) {
      const passed = steps[item.dataset.step ?? '']?.passedAt ?? null;
      item.toggleAttribute('data-passed', passed !== null);
    }
  });
}

const OPEN_MENUS = 'details:is(.contents, .menu, .sandbox-picker)[open]';

/** Menus close on Escape, and when the learner turns to something else. */
export function closeMenus(): void {
  const close = (except: EventTarget | null) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN_MENUS)) {
      if (!(except instanceof Node && menu.contains(except))) menu.open = false;
    }
  };
  document.addEventListener('pointerdown', (event) => close(event.target));
  document.addEventListener('focusin', (event) => close(event.target));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    document.querySelector<HTMLElement>(`${OPEN_MENUS} > summary`)?.focus();
    close(null);
  });
}
