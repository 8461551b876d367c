import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';
import { createStyle } from './style.ts';

const plain = (markdown: string, width = 40) => renderMarkdown(markdown, width, createStyle(false));

test('paragraphs are joined and wrapped anew', () => {
  expect(plain('One short\nparagraph that an author\nbroke at will.\n\nAnother.')).toEqual([
    'One short paragraph that an author broke',
    'at will.',
    '',
    'Another.',
  ]);
});

test('code is indented and never wrapped, and its fence is gone', () => {
  const code = "const name = url.searchParams.get('name') ?? 'World';";

  expect(plain(`Try\n\`\`\`ts\n${code}\n\n  next();\n\`\`\`\nthen send.`)).toEqual([
    'Try',
    `  ${code}`,
    '',
    '    next();',
    'then send.',
  ]);
});

test('list items hang under their text', () => {
  expect(plain('- a first item that is long enough\n  to wrap\n- second', 24)).toEqual([
    '- a first item that is',
    '  long enough to wrap',
    '- second',
  ]);
});

test('emphasis and links are read as words, and code keeps its marks without colour', () => {
  expect(
    plain('**Run** it, _then_ read [RFC 9110](https://x.org) on `Allow` of snake_case_names', 200),
  ).toEqual(['Run it, then read RFC 9110 (https://x.org) on `Allow` of snake_case_names']);
});

test('with colour, code is told by its colour', () => {
  const [line] = renderMarkdown('see `Allow`', 80, createStyle(true));

  expect(line).toBe('see \u001b[36mAllow\u001b[39m');
});

test('a marked word inside code stays as it is', () => {
  expect(plain('`a ** b ** c`')).toEqual(['`a ** b ** c`']);
});
