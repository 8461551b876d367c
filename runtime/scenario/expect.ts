import type { Reply } from './reply.ts';

/** An expectation that did not hold. The runner turns it into a failed verdict. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';
  readonly event: number | null;
  /** What to do next; may be empty. */
  readonly hint: string;

  constructor(sentence: string, event: number | null, hint = '') {
    super(sentence);
    this.event = event;
    this.hint = hint;
  }
}

/**
 * Expectations on a reply; each that does not hold says so in one sentence:
 * `GET /hello?name=Ada should answer "Hello, Ada!", but answered "Hello, World!".`
 */
export interface ReplyExpectation {
  hasStatus(status: number): ReplyExpectation;
  /** White space around the text does not count. */
  hasText(text: string): ReplyExpectation;
  /** It is a JSON object with these members, whatever others it has. */
  hasJson(members: Readonly<Record<string, unknown>>): ReplyExpectation;
  /** One of the header's comma-separated values is this one, in any case. */
  hasHeader(name: string, value: string): ReplyExpectation;
}

export function expectReply(reply: Reply): ReplyExpectation {
  const what = `${reply.method} ${readable(reply.path)}`;
  const fail = (expected: string, actual: string) => {
    throw new ExpectationFailed(`${what} should ${expected}, but ${actual}.`, reply.event);
  };
  const expectation: ReplyExpectation = {
    hasStatus(status) {
      if (reply.status !== status) {
        fail(`answer status ${status}`, `answered ${reply.status} ${quote(reply.text)}`);
      }
      return expectation;
    },
    hasText(text) {
      if (reply.text.trim() !== text.trim())
        fail(`answer ${quote(text)}`, `answered ${quote(reply.text)}`);
      return expectation;
    },
    hasJson(members) {
      const object = jsonObject(reply.text);
      for (const [name, value] of Object.entries(members)) {
        const expected = `answer JSON with ${name} ${JSON.stringify(value)}`;
        if (object === null) fail(expected, `answered ${quote(reply.text)}`);
        const actual = JSON.stringify(object?.[name]);
        if (actual === JSON.stringify(value)) continue;
        fail(expected, actual === undefined ? `it has no ${name}` : `its ${name} is ${actual}`);
      }
      return expectation;
    },
    hasHeader(name, value) {
      const actual = reply.headers.get(name);
      const values = (actual ?? '').split(',').map((one) => one.trim().toLowerCase());
      if (!values.includes(value.toLowerCase())) {
        const instead =
          actual === null ? `it has no ${name} header` : `its ${name} header is ${quote(actual)}`;
        fail(`have ${value} in its ${name} header`, instead);
      }
      return expectation;
    },
  };
  return expectation;
}

/**
 * Holds when the condition does; otherwise fails with the sentence. One that takes work to tell, such
 * as by `whatStruck`, is given as a function: every schedule comes this way, and few fail.
 */
export function expectThat(
  condition: boolean,
  sentence: string | (() => string),
  event: number | null = null,
): asserts condition {
  if (condition) return;
  throw new ExpectationFailed(typeof sentence === 'string' ? sentence : sentence(), event);
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const QUOTED_CHARACTERS = 120;

/** A text in quotes, with what cannot be seen written out, cut where it is long. */
function quote(text: string): string {
  const trimmed = text.trim();
  const cut = trimmed.length > QUOTED_CHARACTERS;
  const kept = cut ? trimmed.slice(0, QUOTED_CHARACTERS) : trimmed;
  return `${JSON.stringify(kept)}${cut ? ` (${trimmed.length} characters)` : ''}`;
}

/** A path as a person would write it; as it is where it cannot be decoded. */
export function readable(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
