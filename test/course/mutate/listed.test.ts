import { expect, test } from 'vitest';
import { mutantsOf } from './changes.ts';
import { isAbout, parseListed } from './listed.ts';

const LIST = `
- file: a.ts
  line: const port = Number(process.env.PORT ?? 8080);
  change: 8080 → 16160
  reason: A check always says which port.
`;

test('an entry is about a mutant by the text of its line, wherever that is', () => {
  const [entry] = parseListed('mutants.yaml', LIST);
  const mutants = mutantsOf('a.ts', '\n\n  const port = Number(process.env.PORT ?? 8080);\n');
  expect(entry && mutants.map((mutant) => isAbout(entry, mutant))).toEqual([true]);
  const others = [
    ...mutantsOf('a.ts', 'const port = Number(process.env.PORT ?? 8081);'),
    ...mutantsOf('b.ts', 'const port = Number(process.env.PORT ?? 8080);'),
  ];
  expect(entry && others.map((mutant) => isAbout(entry, mutant))).toEqual([false, false]);
});

test.each([
  ['no list', 'a: b', 'should be a list of entries with file, line, change, reason'],
  ['no YAML', '- [', 'is not YAML'],
  ['no sign', `${LIST}  missed: perhaps`, 'missed should be true, or left out'],
  ['no reason', LIST.replace(/^ +reason.*$/m, ''), 'entry 1 should have a text as its reason'],
])('%s is refused', (_, text, message) => {
  expect(() => parseListed('mutants.yaml', text)).toThrow(message);
});
