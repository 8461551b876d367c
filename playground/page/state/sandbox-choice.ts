import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { keys, type TextStore } from '../storage/index.ts';

/** The kinds of sandbox that a page can have. */
export const PAGE_SANDBOXES = ['browser', 'webcontainer'] as const;
export type PageSandbox = (typeof PAGE_SANDBOXES)[number];

/** Which sandbox the learner runs services in. */
export interface SandboxChoice {
  readonly chosen: ReadonlySignal<PageSandbox>;
  /** Chooses, and remembers it. */
  choose(kind: PageSandbox): void;
  /** What the page's address asked for that there is not; null when it asked for nothing or what there is. */
  readonly unknown: string | null;
}

/** `asked` is the page's `?sandbox=`, which comes before what was remembered, and is remembered. */
export function createSandboxChoice(store: TextStore, asked: string | null): SandboxChoice {
  const known = (name: string | null) => PAGE_SANDBOXES.find((kind) => kind === name) ?? null;
  const chosen = signal(known(asked) ?? known(store.read(keys.sandbox)) ?? 'browser');
  effect(() => {
    const kind = chosen.value;
    if (kind !== (store.read(keys.sandbox) ?? 'browser')) store.write(keys.sandbox, kind);
  });
  return {
    chosen,
    choose(kind) {
      chosen.value = kind;
    },
    unknown: asked !== null && known(asked) === null ? asked : null,
  };
}
