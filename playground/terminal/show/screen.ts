import type { WriteStream } from 'node:tty';
import { wrap } from './columns.ts';
import { createStyle, isColoured, type Style } from './style.ts';

const WIDEST = 80;
const ERASE_LINE = '\r\x1b[2K';

/** As much of process.stdout as a screen needs. */
export type Output = Pick<WriteStream, 'write'> &
  Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'hasColors'>>;

/** Where lines go. On a terminal there is also a last line that says what is being waited for. */
export class Screen {
  readonly style: Style;
  readonly isTerminal: boolean;
  readonly #output: Output;
  #status = '';
  #isAfterGap = true;

  constructor(output: Output, env: Readonly<Record<string, string | undefined>>) {
    this.#output = output;
    this.isTerminal = output.isTTY === true;
    this.style = createStyle(isColoured(output, env));
  }

  /** Columns that text may take: a pipe's reader may want to find whole sentences, so any number. */
  get width(): number {
    if (!this.isTerminal) return Number.POSITIVE_INFINITY;
    return Math.min(this.#output.columns ?? WIDEST, WIDEST);
  }

  /** Sets what comes apart from what was, by one empty line. */
  gap(): void {
    if (!this.#isAfterGap) this.say('');
  }

  /** Writes lines as they are. */
  say(...lines: readonly string[]): void {
    this.sayAll(lines);
  }

  /** Writes lines as they are, however many: a service may print a hundred thousand at once. */
  sayAll(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#isAfterGap = lines.at(-1) === '';
    const text = lines.map((line) => `${line}\n`).join('');
    if (this.#status === '') this.#output.write(text);
    else this.#output.write(ERASE_LINE + text + this.#status);
  }

  /** Writes a text, wrapped. */
  tell(text: string, indent = ''): void {
    this.say(...wrap(text, this.width, indent));
  }

  /** Shows what is being waited for, until the next status; '' shows nothing. Terminals only. */
  wait(status: string): void {
    if (!this.isTerminal) return;
    const line = this.style.quiet(wrap(status, this.width - 1)[0] ?? '');
    if (line === this.#status) return;
    this.#output.write(ERASE_LINE + line);
    this.#status = line;
  }
}
