import { expect, test } from 'vitest';
import { Refusal } from '../http/refusal.ts';
import { createFilter } from './filter.ts';
import { parseFilter } from './parse.ts';
import { CATALOG_SERVICE, CHECK, HEALTH_ENTRY, SERVICE } from './shapes.ts';

const WEB = {
  ID: 'web-1',
  Service: 'web',
  Tags: ['primary', 'v1'],
  Meta: { version: '2', 'has space': 'yes' },
  Port: 8080,
  Address: '',
  EnableTagOverride: false,
  Weights: { Passing: 10, Warning: 1 },
};

const PASSES: [filter: string, passes: boolean][] = [
  ['Service == web', true],
  ['Service != web', false],
  ['Service == "web"', true],
  ['Service == `web`', true],
  ['Port == 8080', true],
  ['Port != 8080', false],
  ['Weights.Passing == 10', true],
  ['EnableTagOverride == false', true],
  ['EnableTagOverride == t', false],
  ['primary in Tags', true],
  ['"v2" in Tags', false],
  ['v2 not in Tags', true],
  ['Tags contains primary', true],
  ['Tags not contains primary', false],
  ['Tags is empty', false],
  ['Tags is not empty', true],
  ['Meta.version == 2', true],
  ['Meta["has space"] == "yes"', true],
  ['Meta.absent == 2', false],
  ['Meta.absent != 2', true],
  ['version in Meta', true],
  ['Service matches "^w.b$"', true],
  ['Service not matches "^w.b$"', false],
  ['eb in Service', true],
  ['not Service == web', false],
  ['not not Service == web', true],
  ['Service == web and Port == 1', false],
  ['Service == web or Port == 1', true],
  ['Service == a or Service == web and Port == 8080', true],
  ['(Service == a or Service == web) and Port == 1', false],
  ['( Service == web )', true],
  ['\t Service\n==\r\nweb ', true],
];

for (const [filter, passes] of PASSES) {
  test(`${JSON.stringify(filter)} ${passes ? 'passes' : 'fails'}`, () => {
    expect(createFilter(filter, SERVICE)(WEB)).toBe(passes);
  });
}

test('a list of objects passes when any of them does', () => {
  const entry = { Checks: [{ Status: 'passing' }, { Status: 'critical' }] };
  expect(createFilter('Checks.Status == critical', HEALTH_ENTRY)(entry)).toBe(true);
  expect(createFilter('Checks.Status == warning', HEALTH_ENTRY)(entry)).toBe(false);
  expect(createFilter('Checks is not empty', HEALTH_ENTRY)(entry)).toBe(true);
});

/** The grammar's own texts, place and all, as go-bexpr's tests have them. */
const SYNTAX: [filter: string, problem: string][] = [
  ['foo == "12x', '1:12 (11): rule "string": Unterminated string literal'],
  ['foo == `12x', '1:12 (11): rule "string": Unterminated string literal'],
  ['foo == 3x', '1:9 (8): rule "number": Invalid number literal'],
  ['foo[3] == abc', '1:5 (4): rule "index": Invalid index'],
  ['x in foo["abc"', '1:15 (14): rule "index": Unclosed index expression'],
  ['foo["abc" == 3', '1:11 (10): rule "index": Unclosed index expression'],
  ['x in 32', '1:6 (5): rule "match": Invalid selector'],
  ['32 == 32', '1:4 (3): no match found, expected: "in", "not" or [ \\t\\r\\n]'],
  ['x in foo abc', '1:10 (9): no match found, expected: "and", "or", [ \\t\\r\\n] or EOF'],
  [
    'x in foo and ',
    '1:14 (13): no match found, expected: "(", "-", "0", "\\"", "`", "not", [ \\t\\r\\n], [1-9] or [a-zA-Z]',
  ],
  ['(foo == 4', '1:10 (9): rule "grouping": Unmatched parentheses'],
];

for (const [filter, problem] of SYNTAX) {
  test(`${filter} is no filter: ${problem.slice(0, 60)}`, () => {
    expect(() => parseFilter(filter)).toThrow(new Error(problem).message);
    expect(messageOf(() => parseFilter(filter))).toBe(problem);
  });
}

test('what does not fit is refused with 500 and says why', () => {
  const refusal = (filter: string, shape = SERVICE) => {
    try {
      createFilter(filter, shape);
    } catch (error) {
      const { status, message } = error as Refusal;
      return `${status} ${message}`;
    }
    return 'passed';
  };
  const failed = '500 Failed to create boolean expression evaluator: ';
  expect(refusal('Nope == 1')).toBe(`${failed}Selector "Nope" is not valid`);
  expect(refusal('Weights.x == 1')).toBe(`${failed}Selector "Weights.x" is not valid`);
  expect(refusal('Tags == a')).toBe(`${failed}Invalid match operator "Equal" for selector "Tags"`);
  expect(refusal('Port == web')).toBe(
    `${failed}Failed to coerce value "web" for selector "Port": strconv.ParseInt: parsing "web": invalid syntax`,
  );
  expect(refusal('Service == ')).toMatch(/no match found, expected: /);
  expect(refusal('Status == passing', CHECK)).toBe('passed');
  expect(refusal('ServiceMeta.a == 1 and ServicePort == 1', CATALOG_SERVICE)).toBe('passed');
});

test('filters that are endless or nested too deeply are refused soon', () => {
  for (const filter of ['('.repeat(8000), 'not '.repeat(2000), `${'a==1 or '.repeat(900)}a==1`]) {
    expect(() => createFilter(filter, SERVICE)).toThrow(Refusal);
  }
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
