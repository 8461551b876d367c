import { inspect } from 'node-inspect-extracted';

/**
 * The texts of assertion errors as Node 20 words them. Its difference compares line by line from
 * the top, after the lines that agree at the end have been put aside.
 */

/** Values that fit in so many characters together are shown as `1 !== 2`. */
const SHORT_LENGTH = 12;
/** A caret is put under the first difference of lines that are no longer than this together. */
const CARET_LENGTH = 80;
const LINES_AT_THE_END = 3;
const MAX_LINES = 50;

export const HEADLINES = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
} as const;

/** A value over as many lines as it has parts, so that it can be compared by lines. */
export function inspectInLines(value: unknown): string {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Number.POSITIVE_INFINITY,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

/** What strictEqual and deepStrictEqual say, below the headline or the program's own message. */
export function difference(
  actual: unknown,
  expected: unknown,
  operator: 'strictEqual' | 'deepStrictEqual',
  message: string,
): string {
  const actualLines = inspectInLines(actual).split('\n');
  const expectedLines = inspectInLines(expected).split('\n');
  const byReference = operator === 'strictEqual' && areBothReferences(actual, expected);
  const headline = message || HEADLINES[byReference ? 'strictEqualObject' : operator];

  let caret = '';
  const [actualLine = '', expectedLine = ''] = [actualLines[0], expectedLines[0]];
  const single = actualLines.length === 1 && expectedLines.length === 1;
  if (single && actualLine !== expectedLine) {
    const length = actualLine.length + expectedLine.length;
    if (length <= SHORT_LENGTH) {
      const areZeros = actual === 0 && expected === 0;
      if (!isObject(actual) && !isObject(expected) && !areZeros) {
        return `${headline}\n\n${actualLine} !== ${expectedLine}\n`;
      }
    } else if (!byReference && length < CARET_LENGTH) {
      caret = caretUnder(actualLine, expectedLine);
    }
  }

  const tail = takeCommonTail(actualLines, expectedLines);
  if (actualLines.length === 0 && expectedLines.length === 0) {
    return `${HEADLINES.notIdentical}\n\n${shortened(inspectInLines(actual))}\n`;
  }
  const body = compareLines(actualLines, expectedLines);
  const legend = `${headline}\n+ actual - expected`;
  if (body.isCut) return `${legend} ... Lines skipped\n${body.text}`;
  const skipped = body.hasGaps || tail.hasGap ? ' ... Lines skipped' : '';
  return `${legend}${skipped}\n${body.text}${tail.text}${caret}`;
}

/** So many lines of a long text as an error shows, and three dots. */
export function shortened(text: string): string {
  const lines = text.split('\n');
  return lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES - 4), '...'].join('\n') : text;
}

function caretUnder(actualLine: string, expectedLine: string): string {
  let same = 0;
  while (actualLine[same] === expectedLine[same]) same += 1;
  return same > 2 ? `\n  ${' '.repeat(same)}^` : '';
}

/** Takes off the lines that agree at the end; the last few, and the first, are shown. */
function takeCommonTail(actual: string[], expected: string[]) {
  const common: string[] = [];
  while (actual.length > 0 && expected.length > 0 && actual.at(-1) === expected.at(-1)) {
    common.unshift(actual.pop() as string);
    expected.pop();
  }
  const shown = common.slice(-LINES_AT_THE_END).map((line) => `\n  ${line}`);
  const hasGap = common.length >= LINES_AT_THE_END + 2;
  if (hasGap) shown.unshift('\n...');
  if (common.length > LINES_AT_THE_END) shown.unshift(`\n  ${common[0]}`);
  return { text: shown.join(''), hasGap };
}

/** Compares what is left: lines of the one are marked `+`, of the other `-`, in groups. */
function compareLines(actual: readonly string[], expected: readonly string[]) {
  const count = Math.max(actual.length, expected.length);
  let text = '';
  let minus = '';
  let same: string[] = [];
  let hasGaps = false;
  let printed = 0;

  /** Of lines that agree, the two below a difference are printed already; now those above one. */
  function printContext(): void {
    const [hidden, above] = [same.slice(2, -2), same.slice(2).slice(-2)];
    if (hidden.length === 1) above.unshift(hidden[0] as string);
    else if (hidden.length > 1) {
      text += '\n...';
      hasGaps = true;
    }
    for (const line of above) text += `\n  ${line}`;
    printed += above.length;
    same = [];
  }

  for (let index = 0; index < count; index += 1) {
    const [actualLine, expectedLine] = [actual[index], expected[index]];
    const agreed = agreement(actualLine, expectedLine);
    if (agreed !== null) {
      text += minus;
      minus = '';
      same.push(agreed);
      if (same.length <= 2) {
        text += `\n  ${agreed}`;
        printed += 1;
      }
    } else {
      printContext();
      if (actualLine !== undefined) text += `\n+ ${actualLine}`;
      if (expectedLine !== undefined) minus += `\n- ${expectedLine}`;
      printed += actualLine !== undefined && expectedLine !== undefined ? 2 : 1;
    }
    if (printed > MAX_LINES && index < count - 2) {
      return { text: `${text}\n...${minus}\n...`, hasGaps, isCut: true };
    }
  }
  return { text: text + minus, hasGaps, isCut: false };
}

/** The line to show where both are the same but for a comma at the end; null where they are not. */
function agreement(actual: string | undefined, expected: string | undefined): string | null {
  if (actual === undefined || expected === undefined) return null;
  if (actual === expected || actual === `${expected},`) return actual;
  return expected === `${actual},` ? expected : null;
}

function areBothReferences(actual: unknown, expected: unknown): boolean {
  if (isObject(actual) && isObject(expected)) return true;
  return typeof actual === 'function' && typeof expected === 'function';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
