import type { Notices } from './state/index.ts';

/** Tells the learner when something in the page itself goes wrong, and what they can do. */
export function tellOfFaults(notices: Notices): void {
  const tell = (reason: unknown) => {
    // Monaco cancels its own work when it is overtaken; browsers report what no script threw.
    if (!(reason instanceof Error) || reason.name === 'Canceled') return;
    notices.show({
      key: 'fault',
      tone: 'warning',
      text: `Something in this page went wrong: ${reason.message}. Your files are kept: reload the page to go on.`,
      actions: [{ label: 'Reload', run: () => location.reload() }],
    });
  };
  window.addEventListener('error', (event) => tell(event.error));
  window.addEventListener('unhandledrejection', (event) => tell(event.reason));
}
