import { expect, test } from 'vitest';
import { fc } from '../../../../test/support/properties.ts';
import { type Json, writeJson } from './json.ts';
import { readJson } from './read-json.ts';

test('whatever JSON says is read as JSON.parse reads it, and written so that it comes back', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value = readJson(text);
      expect(asNumbers(value)).toEqual(JSON.parse(text));
      expect(readJson(writeJson(value, true))).toEqual(value);
    }),
  );
});

/** As JSON.parse has them: rounded. */
function asNumbers(value: Json): unknown {
  return JSON.parse(writeJson(value));
}

test('whole numbers beyond 2^53 keep every digit', () => {
  expect(readJson('18446744073709551615')).toBe(18446744073709551615n);
  expect(writeJson({ flags: 18446744073709551615n })).toBe('{"flags":18446744073709551615}');
});

/** Source: Go's `encoding/json`. */
const PROBLEMS: [text: string, problem: string][] = [
  ['', 'EOF'],
  [' \n', 'EOF'],
  ['{', 'unexpected EOF'],
  ['{"a"', 'unexpected EOF'],
  ['"abc', 'unexpected EOF'],
  ['tru', 'unexpected EOF'],
  ['x', "invalid character 'x' looking for beginning of value"],
  ["'", "invalid character '\\'' looking for beginning of value"],
  ['{a', "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1', "invalid character '1' after object key"],
  ['{"a":1 "b"', `invalid character '"' after object key:value pair`],
  ['[1 2', "invalid character '2' after array element"],
  ['trux', "invalid character 'x' in literal true (expecting 'e')"],
  ['-x', "invalid character 'x' in numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ['1ex', "invalid character 'x' in exponent of numeric literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12x"', "invalid character 'x' in \\u hexadecimal character escape"],
  ['"\n"', "invalid character '\\n' in string literal"],
  ['[\x7f', "invalid character '\\x7f' looking for beginning of value"],
  ['[é', "invalid character 'Ã' looking for beginning of value"],
  ['\x85', "invalid character 'Â' looking for beginning of value"],
  ['\ufeff{}', "invalid character 'ï' looking for beginning of value"],
  ['{"a" 😀', "invalid character 'ð' after object key"],
];

for (const [text, problem] of PROBLEMS) {
  test(`${JSON.stringify(text)}: ${problem}`, () => {
    expect(() => readJson(text)).toThrow(problem);
  });
}

test('half of a surrogate pair is no character', () => {
  expect(readJson('"\\ud83dx\\ude00\\ud83d\\ude00"')).toBe('\ufffdx\ufffd😀');
});

test('angle brackets and ampersands are escaped, as Go does', () => {
  expect(writeJson('<a&b>')).toBe('"\\u003ca\\u0026b\\u003e"');
});
