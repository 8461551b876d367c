import { chosenTheme, THEMES } from '../theme/theme.ts';

/** Light, dark, or as the system is: one button that goes round. */
export function ThemeChoice() {
  const now = chosenTheme.value;
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] ?? 'system';
  return (
    <button
      type="button"
      class="plain"
      aria-label={`Theme: ${now}. Change to ${next}`}
      onClick={() => {
        chosenTheme.value = next;
      }}
    >
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="5.500" />
        <path d={SHADES[now]} fill="currentColor" stroke="none" />
      </svg>
    </button>
  );
}

/** How much of the disc is dark. */
const SHADES = {
  light: '',
  system: 'M8 2.500a5.500 5.500 0 0 1 0 11z',
  dark: 'M8 2.500a5.500 5.500 0 0 1 0 11a5.500 5.500 0 0 1 0-11z',
} as const;
