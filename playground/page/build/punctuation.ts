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
  return tokens.flatMap((token, index) => {
    if (token.type !== 'code_inline') return token;
    const before = takeFrom(tokens[index - 1], OPENS);
    const behind = takeFrom(tokens[index + 1], CLOSES);
    if (before === '' && behind === '') return token;
    const open = new New('kept_open', 'span', 1);
    open.attrSet('class', 'kept');
    return [open, text(before), token, text(behind), new New('kept_close', 'span', -1)];
  });
}

/** Takes out of a text what is there of that, and gives it. */
function takeFrom(token: Token | undefined, part: RegExp): string {
  if (token?.type !== 'text') return '';
  const [taken = ''] = part.exec(token.content) ?? [];
  token.content = token.content.replace(part, '');
  return taken;
}
