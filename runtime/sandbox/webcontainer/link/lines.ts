/** Which way a line goes: to the gateway in the container, or from it to the page. */
export type Direction = '>' | '<';

const MARK = '@brownout';

/** Characters of a message in one line: a terminal may cut longer ones (4,096 on Linux). */
const LINE_CHARACTERS = 1500;

/** Characters of one message: more than any that is sent, and little enough to keep. */
const MESSAGE_CHARACTERS = 64 * 1024 * 1024;

/**
 * Writes a message as lines that survive a terminal: printable ASCII alone, short, each marked with
 * its direction (so that an echo is told from an answer) and its length (so that a damaged one is
 * seen).
 */
export function encodeLines(direction: Direction, message: unknown): string {
  const text = JSON.stringify(message, asPlain).replace(/[^ -?A-~]/g, escaped);
  let lines = '';
  for (let at = 0; at === 0 || at < text.length; at += LINE_CHARACTERS) {
    const piece = text.slice(at, at + LINE_CHARACTERS);
    const isLast = at + LINE_CHARACTERS >= text.length;
    lines += `${MARK}${direction}${piece.length.toString(36)}${isLast ? '.' : '+'}${piece}\n`;
  }
  return lines;
}

/** What a reader of lines makes of a terminal's text. */
export interface LinesRead {
  readonly message: (message: unknown) => void;
  /** Text between the lines: what the program prints, and echoes. */
  readonly other: (text: string) => void;
  /** A line that did not come as it was written: nothing after it can be trusted. */
  readonly broken: (why: string) => void;
}

/** Finds messages in a terminal's text, however that is cut, echoed, or ended (`\r\n`). */
export class LinesReader {
  readonly #mark: string;
  readonly #echoMark: string;
  readonly #read: LinesRead;
  /** The beginning of a line that an echo has broken in two. */
  #broken = '';
  #rest = '';
  #message = '';

  constructor(direction: Direction, read: LinesRead) {
    this.#mark = MARK + direction;
    this.#echoMark = MARK + (direction === '>' ? '<' : '>');
    this.#read = read;
  }

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  /** An echo stands in a line of its own, or in the midst of another, which goes on after it. */
  #line(shown: string): void {
    const echo = shown.indexOf(this.#echoMark);
    if (echo !== -1) {
      this.#broken += shown.slice(0, echo);
      const inEcho = shown.indexOf(this.#mark, echo);
      if (inEcho !== -1) this.#whole(shown.slice(inEcho));
      return;
    }
    const line = this.#broken + shown;
    this.#broken = '';
    this.#whole(line);
  }

  #whole(line: string): void {
    const at = line.indexOf(this.#mark);
    if (at === -1) {
      this.#read.other(`${line}\n`);
      return;
    }
    if (at > 0) this.#read.other(line.slice(0, at));
    const match = /^([0-9a-z]+)([.+])(.*?)\r*$/s.exec(line.slice(at + this.#mark.length));
    const [, length = '', end, piece = ''] = match ?? [];
    if (match === null || Number.parseInt(length, 36) !== piece.length) {
      this.#read.broken('a line came damaged');
      return;
    }
    this.#message += piece;
    if (this.#message.length > MESSAGE_CHARACTERS) {
      this.#read.broken('a message is longer than any that is sent');
      this.#message = '';
    } else if (end === '.') {
      const whole = this.#message;
      this.#message = '';
      this.#take(whole);
    }
  }

  #take(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text, fromPlain);
    } catch {
      this.#read.broken('a message is no JSON');
      return;
    }
    this.#read.message(message);
  }
}

/** What JSON text must not have here: what is not printable ASCII, and the sign that marks a line. */
function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The name of the one member of an object that stands for bytes. */
const BYTES = '$bytes';

function asPlain(this: Record<string, unknown>, key: string, value: unknown): unknown {
  // Buffers have become something else by now: JSON asks their toJSON first.
  const given = this[key];
  return given instanceof Uint8Array ? { [BYTES]: toBase64(given) } : value;
}

function fromPlain(_key: string, value: unknown): unknown {
  const text = (value as Record<string, unknown> | null)?.[BYTES];
  return typeof text === 'string' ? fromBase64(text) : value;
}

const PIECE_BYTES = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE_BYTES));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
