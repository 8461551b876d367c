import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DARK_CODE, LIGHT_CODE } from './code-colours.ts';

const CSS = readFileSync(join(import.meta.dirname, '../styles/tokens.css'), 'utf8');
const TOKENS = [...CSS.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
  ([, name = '', light = '', dark = '']) => ({ name, light, dark }),
);
const THEMES = [
  { theme: 'light', code: LIGHT_CODE },
  { theme: 'dark', code: DARK_CODE },
] as const;

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test.each(THEMES)('every text colour reads on every surface, $theme', ({ theme, code }) => {
  const colour = (name: string) => TOKENS.find((token) => token.name === name)?.[theme] ?? '';
  const pairs: [text: string, surface: string][] = [];
  for (const text of ['ink', 'ink-soft', 'amber', 'teal', 'red', 'grey']) {
    pairs.push([colour(text), colour('paper')], [colour(text), colour('surface')]);
  }
  pairs.push([colour('ink'), colour('amber-wash')], [colour('ink'), colour('red-wash')]);
  pairs.push([colour('red'), colour('red-wash')]);
  for (const text of Object.values(code)) pairs.push([text, colour('surface')]);
  const weak = pairs.filter(([text, surface]) => !(contrast(text, surface) >= 4.5));
  expect(weak).toEqual([]);
});

test.each(THEMES)('the edge of a field can be seen, $theme', ({ theme }) => {
  const colour = (name: string) => TOKENS.find((token) => token.name === name)?.[theme] ?? '';
  expect(contrast(colour('edge'), colour('surface'))).toBeGreaterThanOrEqual(3);
});

test('the editor has the same surface as the page', () => {
  const themes = readFileSync(join(import.meta.dirname, '../editor/monaco-themes.ts'), 'utf8');
  for (const name of ['surface', 'line', 'red', 'amber']) {
    const token = TOKENS.find((one) => one.name === name);
    expect(themes).toContain(`${name}: '${token?.light}'`);
    expect(themes).toContain(`${name}: '${token?.dark}'`);
  }
});
