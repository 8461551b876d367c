import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ReadStream } from 'node:tty';

/** As much of process.stdin as keys need. */
export type Input = NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;

/** What a key asks for. Ctrl-C and Ctrl-D arrive as keys while the terminal is in raw mode. */
export type Key =
  | 'hint'
  | 'solution'
  | 'reset'
  | 'check'
  | 'list'
  | 'next'
  | 'quit'
  | 'yes'
  | 'play'
  | Digit
  | 'other';

/** What chooses among several things. */
export type Digit = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

const KEYS: Readonly<Record<string, Key>> = {
  h: 'hint',
  s: 'solution',
  r: 'reset',
  c: 'check',
  l: 'list',
  n: 'next',
  q: 'quit',
  y: 'yes',
  p: 'play',
  1: '1',
  2: '2',
  3: '3',
  4: '4',
  5: '5',
  6: '6',
  7: '7',
  8: '8',
  9: '9',
  '\u0003': 'quit',
  '\u0004': 'quit',
};

/** The keyboard: single keys while watching, a typed answer otherwise. */
export class Keys {
  readonly #input: Input;

  constructor(input: Input) {
    this.#input = input;
  }

  /** Whether single keys can be read: only from a terminal. */
  get areReadable(): boolean {
    return this.#input.isTTY === true && this.#input.setRawMode !== undefined;
  }

  /** Calls back for each key until the returned function is called, which mends the terminal. */
  listen(onKey: (key: Key) => void): () => void {
    if (!this.areReadable) return () => undefined;
    const input = this.#input as ReadStream;
    const read = (data: Buffer | string) => {
      for (const key of keysIn(data.toString())) onKey(key);
    };
    const mend = () => void input.setRawMode(false);
    input.setRawMode(true);
    input.on('data', read).resume();
    process.once('exit', mend);
    return () => {
      process.off('exit', mend);
      input.off('data', read).pause();
      mend();
    };
  }

  /** Asks a question; only a typed `y` or `yes` says yes, and the end of the input says no. */
  async askLine(question: string, output: NodeJS.WritableStream, signal: AbortSignal) {
    const lines = createInterface({ input: this.#input, output, terminal: false });
    try {
      output.write(`${question} (y/N) `);
      const ended = once(lines, 'close', { signal }).then(() => {
        output.write('\n');
        return [''];
      });
      const [answer] = await Promise.race([once(lines, 'line', { signal }), ended]);
      return /^y(?:es)?$/i.test(String(answer).trim());
    } finally {
      lines.close();
    }
  }
}

/** The keys in what a terminal sent; a sequence such as an arrow key's is one that means nothing. */
export function keysIn(data: string): Key[] {
  if (data.startsWith('\u001b')) return ['other'];
  return [...data].map((character) => KEYS[character.toLowerCase()] ?? 'other');
}
