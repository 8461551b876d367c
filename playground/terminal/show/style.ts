import { styleText } from 'node:util';

/** Marks for a text: what it means, not how it looks. Every one has a word beside it. */
export interface Style {
  readonly heading: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly code: (text: string) => string;
  readonly passed: (text: string) => string;
  readonly failed: (text: string) => string;
  readonly attention: (text: string) => string;
}

type Format = Parameters<typeof styleText>[0];

/** Colours, or none at all. */
export function createStyle(isColoured: boolean): Style {
  const mark = (format: Format) => (text: string) =>
    isColoured && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    heading: mark('bold'),
    quiet: mark('dim'),
    code: mark('cyan'),
    passed: mark(['bold', 'green']),
    failed: mark(['bold', 'red']),
    attention: mark('yellow'),
  };
}

/** Whether to colour: on a terminal that can, unless NO_COLOR asks for none (no-color.org). */
export function isColoured(
  stream: { readonly isTTY?: boolean; hasColors?(): boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && !env.NO_COLOR && stream.hasColors?.() === true;
}
