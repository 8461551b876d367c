import { expect, test } from 'vitest';
import { allOfNode } from '../builtins.ts';
import { Compiler } from '../compiler.ts';
import type { Module } from '../module.ts';
import { link } from './link.ts';
import { sourceColumn } from './linked.ts';
import type { StepCounter } from './steps.ts';

function linked(source: string, asyncContext = false) {
  const { modules } = new Compiler().compile({ 'a.ts': source }, allOfNode('Node'));
  return link(modules.get('a.ts') as Module, { asyncContext, metered: true });
}

/** What a counted line becomes, without what is around the module. */
function counted(source: string): string {
  const { code } = linked(`\n${source}\n`);
  return code.split('\n')[1] as string;
}

const CHECK = '--$$steps.left<0&&$$over(2)';

test.each([
  ['for (;;) {}', `for (;;) {${CHECK};}`],
  ['while (x) y();', `while (x) {${CHECK};y();}`],
  ['do x(); while (y);', `do {${CHECK};x();} while (y);`],
  [
    'for (const a of b) for (const c in a);',
    `for (const a of b) {${CHECK};for (const c in a){${CHECK};;}}`,
  ],
  ['function f() { return 1; }', `function f() {${CHECK}; return 1; }`],
  ['const f = (x) => x;', `const f = (x) => (${CHECK},x);`],
  ['const f = () => ({});', `const f = () => (${CHECK},({}));`],
  [
    'class A { constructor() {} get b() { return 1; } }',
    `class A { constructor() {${CHECK};} get b() {${CHECK}; return 1; } }`,
  ],
  ['a: for (;;) continue a;', `a: for (;;) {${CHECK};continue a;}`],
  ['x.then(y, z);', 'x.then(($$steps.left-=50,y), z);'],
  ['async () => {};', 'async () => {($$steps.left-=50)<0&&$$over(2);};'],
  ['throw x;', 'throw ($$steps.left-=100,x);'],
  ['x = y ** 2;', 'x = $$steps.pow(y , 2);'],
  ['x = y ** z ** 2;', 'x = $$steps.pow(y , $$steps.pow(z , 2));'],
  ['x = "y".repeat(2 ** n);', 'x = "y".repeat($$steps.size($$steps.pow(2 , n),$$over,2));'],
  ['x **= 2;', 'x =$$steps.pow(x, 2);'],
  [
    'new Array(n); new Uint8Array(8);',
    'new Array($$steps.size(n,$$over,2)); new Uint8Array($$steps.size(8,$$over,2));',
  ],
  [
    "x.repeat(n); Buffer.alloc(n, '');",
    "x.repeat($$steps.size(n,$$over,2)); Buffer.alloc($$steps.size(n,$$over,2), '');",
  ],
  ['Array.from({ length: n });', 'Array.from({ length: $$steps.size(n,$$over,2) });'],
])('%s', (source, expected) => {
  expect(counted(source)).toBe(expected);
});

test('JSON and what has nothing to count stay as they are', () => {
  expect(counted('x = [1, 2].map(f) * 2;')).toBe('x = [1, 2].map(f) * 2;');
});

test('the places of a counted line are those of its source', () => {
  const source = '\nfor (;;) f((x) => g(x ** 2), h); // end';
  const module = linked(source);
  const line = module.code.split('\n')[1] as string;
  for (const word of ['f(', 'g(', 'h)', '// end']) {
    const inSource = source.split('\n')[1]?.indexOf(word) ?? -1;
    expect([word, sourceColumn(module, 2, line.indexOf(word) + 1)]).toEqual([word, inSource + 1]);
  }
});

/** Evaluates a module and gives what it exports as `result`, and the steps that it took. */
async function run(source: string, asyncContext: boolean) {
  const steps: StepCounter = {
    left: 10_000,
    over: (line, path) => {
      throw new Error(`${path}:${line}`);
    },
    size: (value) => value,
    pow: (x, y) => (x as number) ** (y as number),
  };
  const module = linked(source, asyncContext);
  const make = new Function('$$steps', `return ${module.code}`);
  const follow = () => ({
    operand: undefined as unknown,
    suspended(value: unknown) {
      this.operand = value;
    },
    resumed: (_: unknown, value: unknown) => value,
    restored: (value: unknown) => value,
    each: (all: unknown) => all,
  });
  const module$ = make(steps)({}, null, {}, follow);
  const [get] = (await module$.next()).value;
  await module$.next();
  return { result: await get(), taken: 10_000 - steps.left };
}

test.each([false, true])(
  'what is counted does what it did (contexts followed: %s)',
  async (follow) => {
    const source = `const out = [];
const add = async (x) => (await x) ** 2;
const plain = async x => x, one = async () => await 1;
outer: for (const a of [1, 2, 3]) for await (const b of [a, 10]) {
  if (b === 10) continue outer;
  out.push(await add(b), await plain(b), await one());
}
let n = 3;
do n **= 2; while (n < 50);
while (n-- > 80) out.push(n);
export const result = out;
`;
    const { result, taken } = await run(source, follow);
    expect(result).toEqual([1, 1, 1, 4, 2, 1, 9, 3, 1, 80]);
    expect(taken).toBe(3 + 6 + 9 * 50 + 2 + 1);
  },
);

test.each([
  'for (;;);',
  'const f = () => f() ?? f; f();',
  'function f() { try { g(); } catch { f(); } } function g() { while (true); } f();',
  'const f = async () => await f(); await f();',
])('%s comes to an end', async (source) => {
  await expect(run(`${source}\nexport const result = 1;`, false)).rejects.toThrow('a.ts:1');
});
