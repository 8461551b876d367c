import MarkdownIt from 'markdown-it';
import { createHighlight, type Highlight } from './highlighter.ts';
import { keepPunctuation } from './punctuation.ts';

/** Renders the course's texts to HTML when the site is built; none of this ships to the page. */
export interface Prose {
  /** A whole text: paragraphs, lists, tables, code. Headings begin at h2. */
  text(markdown: string): string;
  /** One line of text, without a paragraph around it. */
  line(markdown: string): string;
  /** A listing, coloured for both themes. */
  listing(code: string, language: string): string;
}

export async function createProse(): Promise<Prose> {
  const highlight = await createHighlight();
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  markdown.renderer.rules.fence = (tokens, index) => {
    const { content, info } = tokens[index] ?? { content: '', info: '' };
    return scrollable(highlight, content, info.trim());
  };
  const { escapeHtml } = markdown.utils;
  // A path that is longer than there is room for, as in a table, breaks at its slashes and not in a name.
  markdown.renderer.rules.code_inline = (tokens, index) => {
    const code = escapeHtml(tokens[index]?.content ?? '');
    return `<code>${code.replaceAll(/(?<=\w)\/(?=\w)/g, '/<wbr>')}</code>`;
  };
  markdown.core.ruler.push('punctuation', keepPunctuation);
  // A wide table scrolls by itself rather than pushing the column wider.
  markdown.renderer.rules.table_open = () => '<div class="table"><table>\n';
  markdown.renderer.rules.table_close = () => '</table></div>\n';
  return {
    text: (source) => markdown.render(source),
    line: (source) => markdown.renderInline(source),
    listing: (code, language) => scrollable(highlight, code, language),
  };
}

/** A block that a keyboard can scroll, with a name. Its surface is the page's, not the theme's. */
function scrollable(highlight: Highlight, code: string, language: string): string {
  const opening = '<pre class="listing" tabindex="0" role="group" aria-label="Code">';
  return highlight(code, language).replace(/^<pre [^>]*>/, opening);
}
