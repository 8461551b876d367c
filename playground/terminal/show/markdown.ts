import { wrap } from './columns.ts';
import type { Style } from './style.ts';

const CODE_INDENT = '  ';

/**
 * Markdown as lines for a terminal: paragraphs wrapped, code indented and never wrapped, marks of
 * emphasis taken away. Knows what the course's hints use: headings, lists, fences, inline marks.
 */
export function renderMarkdown(markdown: string, width: number, style: Style): string[] {
  const lines: string[] = [];
  let isCode = false;
  for (const block of joinParagraphs(markdown)) {
    if (/^\s*(?:```|~~~)/.test(block)) isCode = !isCode;
    else if (isCode) lines.push(block === '' ? '' : CODE_INDENT + style.code(block));
    else lines.push(...renderBlock(block, width, style));
  }
  return lines;
}

function renderBlock(block: string, width: number, style: Style): string[] {
  const heading = /^#+\s+(.*)$/.exec(block);
  if (heading !== null) return [style.heading(inline(heading[1] as string, style))];
  const item = /^(\s*(?:[-*]|\d+\.)\s+)/.exec(block);
  return wrap(inline(block, style), width, ' '.repeat(item?.[1]?.length ?? 0));
}

/** Joins the lines of a paragraph or list item, which authors break where they like. */
function joinParagraphs(markdown: string): string[] {
  const blocks: string[] = [];
  let isCode = false;
  let isOpen = false;
  for (const line of markdown.split('\n')) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    const begins =
      isFence || isCode || line.trim() === '' || /^(?:#|\s*(?:[-*]|\d+\.)\s)/.test(line);
    if (begins || !isOpen) blocks.push(line.trim() === '' ? '' : line);
    else blocks.push(`${blocks.pop()} ${line.trim()}`);
    isOpen = !isFence && !isCode && line.trim() !== '' && !line.startsWith('#');
  }
  return blocks;
}

function inline(text: string, style: Style): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') ? code(part, style) : emphasis(part)))
    .join('');
}

/** Without colour the backticks stay: they are what tells code from words. */
function code(part: string, style: Style): string {
  const marked = style.code(part.slice(1, -1));
  return marked === part.slice(1, -1) ? part : marked;
}

function emphasis(text: string): string {
  return text
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(?<!\w)_([^_]+)_(?!\w)/g, '$1')
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 ($2)');
}
