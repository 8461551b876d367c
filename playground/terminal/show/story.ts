import { type StoryLine, seconds } from '../../../runtime/scenario/index.ts';
import { wrap } from './columns.ts';
import type { Style } from './style.ts';

/** `> ` or nothing, and a time below a thousand seconds, with the space behind it. */
const TIME_COLUMNS = 13;

/** A run as a story, each line behind its time. What tells the event that a verdict is about is marked. */
export function storyLines(story: readonly StoryLine[], width: number, style: Style): string[] {
  return story.flatMap(({ atMs, text, isEvidence }) => {
    const margin = isEvidence ? `${style.attention('>')} ` : '  ';
    const time = style.quiet(seconds(atMs).padStart(TIME_COLUMNS - 4));
    const [first = '', ...more] = wrap(text, width - TIME_COLUMNS, '  ');
    const rest = more.map((line) => `${' '.repeat(TIME_COLUMNS)}${line}`);
    return [`${margin}${time}  ${first}`, ...rest];
  });
}
