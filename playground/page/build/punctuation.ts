import type { StateCore, Token } from 'markdown-it';

const OPENS = /[(\u201c\u2018[]+$/u;
const CLOSES = /^[^\s\p{L}\p{N}([]+/u;

/**
 * Code in a line of text is a box, and browsers let a line end between a box and the comma behind it:
 * so both are put into one element, in which no line ends.
 */
export function keepPunctuation({ tokens, Token: New }: StateCore): void {
  for (const token of tokens) {
    if (token.children !== null) token.children = withPunctuation(token.children, New);
  }
}

function withPunctuation(tokens: readonly Token[], New: StateCore['Token']): Token[] {
  const text = (content: string) => Object.assign(new New('text', '', 0), { content });
  const kept: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'code_inline') {
      kept.push(token);
      continue;
    }
    const before = partOf(tokens[index - 1], OPENS);
    const behind = partOf(tokens[index + 1], CLOSES);
    if (before === '' && behind === '') {
      kept.push(token);
      continue;
    }
    const [last, next] = [kept.at(-1), tokens[index + 1]];
    if (last && before !== '') last.content = last.content.slice(0, -before.length);
    if (next && behind !== '') next.content = next.content.slice(behind.length);
    const open = new New('kept_open', 'span', 1);
    open.attrSet('class', 'kept');
    kept.push(open, text(before), token, text(behind), new New('kept_close', 'span', -1));
  }
  return kept;
}

function partOf(token: Token | undefined, part: RegExp): string {
  return token?.type === 'text' ? (part.exec(token.content)?.[0] ?? '') : '';
}
