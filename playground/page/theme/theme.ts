import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { keys, type TextStore } from '../storage/index.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What the learner chose; `system` when nothing. */
export const chosenTheme = signal<Theme>('system');

const systemIsDark = signal(false);

/** Whether the page is dark now. */
export const isDark: ReadonlySignal<boolean> = computed(() =>
  chosenTheme.value === 'system' ? systemIsDark.value : chosenTheme.value === 'dark',
);

/** Takes up the choice that was stored, and from then on puts every choice in force and stores it. */
export function keepTheme(store: TextStore): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  systemIsDark.value = system.matches;
  system.addEventListener('change', () => {
    systemIsDark.value = system.matches;
  });
  const read = () => {
    const stored = store.read(keys.theme);
    chosenTheme.value = THEMES.find((theme) => theme === stored) ?? 'system';
  };
  read();
  store.onForeignChange((key) => {
    if (key === keys.theme) read();
  });
  effect(() => {
    const theme = chosenTheme.value;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    if (theme !== (store.read(keys.theme) ?? 'system')) store.write(keys.theme, theme);
  });
}
