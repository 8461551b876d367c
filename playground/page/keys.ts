import type { Page } from './state/index.ts';

/** Ctrl+Enter runs and Ctrl+Shift+Enter checks, wherever the focus is; Cmd does as well. */
export function listenForKeys({ runner, check }: Page): void {
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      // Before the editor hears it: there these keys would open a new line.
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (event.shiftKey) void check.run();
      else void runner.start();
    },
    { capture: true },
  );
}
