import { expect, test } from 'vitest';
import { strip } from '../../../runtime/compile/strip/strip.ts';
import { mutantsOf } from './changes.ts';

/** The changes that are made to the code, in order. */
const changes = (code: string) => mutantsOf('a.ts', code).map(({ change }) => change);

test('a statement is dropped, also one that others are in', () => {
  expect(changes('if (a) { b(); }')).toEqual([
    'if (a) { b(); } → nothing',
    'a → !(a)',
    'b(); → nothing',
  ]);
  expect(changes('function f() { return x; }')).toEqual(['return x; → nothing']);
  expect(changes('for (const a of b) if (a) break;')).toContain('break; → nothing');
});

test('a condition is negated as a person would write it, once', () => {
  expect(changes('while (a === b);')).toEqual(['while (a === b); → nothing', 'a === b → a !== b']);
  expect(changes('x = !a ? b : c;')).toContain('!a → a');
  expect(changes('if (a < b);')).toContain('a < b → !(a < b)');
});

test('neighbouring arguments are swapped, but not those that are spread, nor where their order is no matter', () => {
  expect(changes('f(a, b, c);')).toEqual(['f(a, b, c); → nothing', 'a, b → b, a', 'b, c → c, b']);
  expect(changes('Math.max(a, b);')).toEqual(['Math.max(a, b); → nothing']);
  expect(changes('new F(a, ...b);')).toEqual(['new F(a, ...b); → nothing']);
});

test('an await is dropped', () => {
  expect(changes('const a = (await b()).c;')).toEqual(['await b() → b()']);
});

test('constants are changed: numbers, texts, pieces of templates, truths', () => {
  expect(changes('const a = [0, 1, 300, true];')).toEqual([
    '0 → 1',
    '1 → 0',
    '300 → 600',
    'true → false',
  ]);
  expect(changes(`const a = ['', 'b', \`c \${d} e\`];`)).toEqual([
    "'' → 'changed'",
    "'b' → ''",
    'c → nothing',
    'e → nothing',
  ]);
});

test('operators are changed to their neighbours', () => {
  expect(changes('const a = b && c < d - e;')).toEqual(['&& → ||', '< → <=', '- → +']);
  expect(changes('a += b;')).toEqual(['a += b; → nothing', '+= → -=']);
});

test('a property is dropped with its comma, and what an arrow gives', () => {
  expect(changes('const a = { b, c: d };')).toEqual(['b, → nothing', 'c: d → nothing']);
  expect(changes('const a = () => b();')).toEqual(['b() → undefined']);
});

test('types, imports, names and what is printed are left alone', () => {
  expect(changes("import { a } from 'b';\nexport { c } from 'd';")).toEqual([]);
  expect(changes("const a: 'b' | 1 = c as 2;\ntype D = 'e';")).toEqual([]);
  expect(changes("const { 'a': b } = c;")).toEqual([]);
  expect(changes("console.log('a', 1);")).toEqual([]);
});

test('a mutant is the whole file with one change, and says its line', () => {
  const source = 'const a = 1;\n  const b = 2;\n';
  expect(mutantsOf('a.ts', source)[1]).toEqual({
    file: 'a.ts',
    line: 2,
    lastLine: 2,
    lineText: 'const b = 2;',
    change: '2 → 4',
    text: 'const a = 1;\n  const b = 4;\n',
  });
});

test('a long piece is cut, and is on one line', () => {
  const [dropped] = changes(`f(\n  'a',\n${'  b,\n'.repeat(40)});`);
  expect(dropped).toMatch(/^f\( 'a', b, .{40,60}… → nothing$/);
});

test('whatever is dropped or swapped, what is left can be compiled', () => {
  const source = `export const f = async (a: string, b = { c: 1, d() { return a; } }) => {
  if (a === 'x') return g(a, b as never);
  else for (const x of [1]) await h(\`\${x}!\`, () => ({ x }), !a);
  do { if (!a) continue; throw new Error('e'); } while (a && b);
};
declare function g(...x: unknown[]): number; declare function h(...x: unknown[]): Promise<void>;`;
  const mutants = mutantsOf('a.ts', source);
  expect(mutants.length).toBeGreaterThan(25);
  expect(mutants.filter(({ text }) => !strip('a.ts', text).ok)).toEqual([]);
});
