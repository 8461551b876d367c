import type { Page } from './state/index.ts';
import { keys } from './storage/index.ts';

/**
 * Tells the learner when another tab has this step open already. A lock that this tab holds for as
 * long as it lives tells the tabs apart; where the browser has no locks (a plain http: address that
 * is not local), the tabs find out at the first change: see WorkSlot.
 */
export async function tellWhenOpenElsewhere({ data, notices }: Page): Promise<void> {
  await navigator.locks?.request(keys.work(data.step.id), { ifAvailable: true }, (lock) => {
    if (lock !== null) return new Promise(() => undefined);
    notices.show({
      key: 'open-elsewhere',
      tone: 'news',
      text: 'This step is open in another tab too. Should both change its files, both versions are kept, and you choose which to go on with.',
      actions: [],
    });
    return undefined;
  });
}
