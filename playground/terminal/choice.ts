import type { Digit, Key } from './keys.ts';
import { unbroken } from './show/columns.ts';

/** What the next key answers; one that is no answer calls it off. */
export interface Question {
  readonly prompt: string;
  /** Each resolves with the question that follows, or null. */
  readonly answers: ReadonlyMap<Key, () => Promise<Question | null>>;
}

export interface Option {
  readonly label: string;
  readonly choose: () => Question | null;
}

/** What is asked stands above the line of keys, which is one line and no more. */
type Tell = (text: string) => void;

/** `y` does it; any other key does not. */
export function yesOrNo(text: string, yes: () => Promise<void>, tell: Tell): Question {
  tell(`${text} (y/N)`);
  const answer = async () => {
    await yes();
    return null;
  };
  return { prompt: 'y for yes, or any other key for no', answers: new Map([['yes', answer]]) };
}

/** As many as there are digits to choose by; any other key chooses nothing. */
export function choice(text: string, options: readonly Option[], tell: Tell): Question {
  const numbered = options.slice(0, 9).map((option, index) => [`${index + 1}`, option] as const);
  tell(`${text} ${numbered.map(item).join(`${unbroken(' ·')} `)}`);
  const digits = numbered.length === 1 ? '1' : `1 to ${numbered.length}`;
  return {
    prompt: `${digits}, or any other key for none`,
    answers: new Map(numbered.map(([digit, { choose }]) => [digit as Digit, async () => choose()])),
  };
}

/** In one line with its digit. */
function item([digit, { label }]: readonly [string, Option]): string {
  return unbroken(`${digit} ${label}`);
}
