import { inspect, parseArgs as nodeParseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { createParseArgs } from './parse-args.ts';

const ours = createParseArgs(() => process.argv.slice(2));

const options = {
  port: { type: 'string', short: 'p', default: '80' },
  verbose: { type: 'boolean', short: 'v' },
  all: { type: 'boolean', short: 'a' },
  tag: { type: 'string', short: 't', multiple: true },
  level: { type: 'boolean', short: 'l', multiple: true },
} as const;

function outcome(call: () => unknown): string {
  try {
    return inspect(call(), { depth: 5 });
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    return inspect({ name, message, code });
  }
}

const LINES = [
  '',
  '--port 8080',
  '--port=8080',
  '-p 8080',
  '-p8080',
  '-vp 8080',
  '-vap8080',
  '--port=',
  '-p=80',
  '--verbose',
  '-v -a',
  '-va',
  '--tag one -t two --tag=three',
  '-lll',
  'file',
  '-v file --port 1 other',
  '-- -v',
  '--port -1',
  '-p -1',
  '--port=-1',
  '--port',
  '-p',
  '-vp',
  '--verbose=yes',
  '--nope',
  '--nope=1',
  '-x',
  '-vx',
  '-',
  '--port -',
  '--no-verbose',
  '--no-port',
  '--no-nope',
  '--__proto__',
  '--port 1 --port 2',
  '-v=',
  '--=x',
  '---',
  '--port --',
  '--tag --',
  '-- --',
  'a -- b',
];

const MODES = [
  {},
  { allowPositionals: true },
  { strict: false },
  { strict: false, allowPositionals: false },
  { allowNegative: true },
  { allowNegative: true, strict: false },
];

for (const mode of MODES) {
  test(`it reads every line as Node does, with ${inspect(mode)}`, () => {
    for (const line of LINES) {
      const args = line === '' ? [] : line.split(' ');
      const config = { args, options, tokens: true, ...mode };
      const seen = outcome(() => ours(config));
      expect(`${line}: ${seen}`).toBe(`${line}: ${outcome(() => nodeParseArgs(config))}`);
    }
  });
}

test.each([
  { args: 'x' },
  { strict: 1 },
  { options: [] },
  { options: { a: 1 } },
  { options: { a: {} } },
  { options: { a: { type: 'number' } } },
  { options: { a: { type: 'string', short: 'ab' } } },
  { options: { a: { type: 'string', short: 1 } } },
  { options: { a: { type: 'string', multiple: 1 } } },
  { options: { a: { type: 'string', default: 1 } } },
  { options: { a: { type: 'string', multiple: true, default: 'x' } } },
  { options: { a: { type: 'boolean', multiple: true, default: [true, 'x'] } } },
  { allowNegative: 'x' },
  { args: [], options: { a: { type: 'string', multiple: true, default: ['x'] } } },
])('a configuration is checked as Node does: %j', (config) => {
  expect(outcome(() => ours(config))).toBe(outcome(() => nodeParseArgs(config as never)));
});

test('without args it reads those of the program', () => {
  expect(createParseArgs(() => ['-v'])({ options }).values.verbose).toBe(true);
});
