import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/600.css';
import '@fontsource/ibm-plex-sans/400.css';
import '@fontsource/ibm-plex-sans/600.css';
import { expect, test } from 'vitest';
import { textWidth } from './place.ts';
import { STYLE } from './style.ts';

/** What is written in diagrams, with the letters and digits that are widest. */
const TEXTS = [
  ['label arrived', 'POST /v3/lease/keepa…'],
  ['label evidence', 'GET /MMMWWW%20 ×12'],
  ['name', 'transfers-12'],
  ['time', '+1000.004 s'],
  ['state dead', 'dead'],
  ['state', 'paused'],
  ['held', 'service/users/leader'],
  ['changed', 'users to orders: lost replies, 500 ms slow, cut off'],
  ['changed', 'crashed before it sent POST /commit to bank-b'],
  ['failed', 'failed here'],
] as const;

test.each(['the page', 'a file alone'])(
  'letters take no more room than is kept, in %s',
  async (where) => {
    const fonts = where === 'the page' ? '' : '--sans:system-ui,sans-serif;--mono:monospace';
    const host = document.createElement('div');
    host.setAttribute('style', fonts);
    host.innerHTML = `<svg class="space-time"><style>${STYLE}</style>${TEXTS.map(([look, text]) => `<text class="${look}" y="20">${text}</text>`).join('')}</svg>`;
    document.body.append(host);
    await Promise.all(
      [
        '400 11px "IBM Plex Sans"',
        '600 13px "IBM Plex Sans"',
        '400 11px "IBM Plex Mono"',
        '600 11px "IBM Plex Mono"',
      ].map((font) => document.fonts.load(font)),
    );
    const wider = [...host.querySelectorAll('text')].flatMap((element) => {
      const text = element.textContent ?? '';
      const width = element.getComputedTextLength();
      return width > textWidth(text, element.getAttribute('class') ?? '')
        ? [`${text}: ${width}`]
        : [];
    });
    host.remove();
    expect(wider).toEqual([]);
  },
);
