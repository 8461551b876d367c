import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';
import { IS_LONG } from '../../../test/support/long.ts';
import { formatDiagnostic } from '../types.ts';
import { strip } from './strip.ts';

/** Name, TypeScript, JavaScript with each run of spaces as one. */
const BLANKED: readonly [name: string, source: string, code: string][] = [
  ['annotations', 'const a: number = f(b);', 'const a = f(b);'],
  ['definite variables', 'let a!: number;', 'let a ;'],
  [
    'parameters and return types',
    'function f(a?: A, { b }: B = {}, ...c: C[]): D {}',
    'function f(a , { b } = {}, ...c ) {}',
  ],
  ['a `this` parameter', 'function f(this: A, b) {}', 'function f( b) {}'],
  ['a lone `this` parameter', 'function f(this: A) {}', 'function f( ) {}'],
  ['type parameters', 'function f<T extends {}>(a: T) {}', 'function f (a ) {}'],
  ['type arguments', 'f<A>(b); new C<D<E>>(); g<F>`h`;', 'f (b); new C (); g `h`;'],
  ['instantiations', 'const a = f<B>;', 'const a = f ;'],
  ['`as` and `satisfies`', '(a as B).c = d satisfies E;', '(a ).c = d ;'],
  ['`as` after parentheses', 'a = (b) as C as D;', 'a = (b) ;'],
  ['`as const`', 'const a = [1] as const;', 'const a = [1] ;'],
  ['non-null', 'a!.b![c]!()', 'a .b [c] ()'],
  ['casts', 'a = <B>c;', 'a = c;'],
  ['interfaces', 'interface A { b: C }', '; '],
  ['type aliases', 'export type A = B;', '; '],
  ['a type as the body of an if', 'if (a) type B = C;', 'if (a) ; '],
  ['declarations', 'declare const a: B; declare module "c" {}', '; ; '],
  ['namespaces of types', 'namespace A { export type B = C }', '; '],
  ['overloads', 'function f(a: A): B;\nfunction f() {}', '; \nfunction f() {}'],
  [
    'exported overloads',
    'export default function f(): B;\nexport default function f() {}',
    '; \nexport default function f() {}',
  ],
  ['type imports', 'import type { A } from "b";', '; '],
  [
    'inline type imports',
    'import { type A, b, type C } from "d"; b();',
    'import { b, } from "d"; b();',
  ],
  ['type exports', 'export type { A } from "b";', '; '],
  ['inline type exports', 'export { type A, b } from "c";', 'export { b } from "c";'],
  ['all types of a module', 'export type * from "a";', '; '],
  [
    'class headers',
    'abstract class A<B> extends C<D> implements E, F<G> {}',
    ' class A extends C {}',
  ],
  [
    'exported abstract classes',
    'export default abstract class A {} export abstract class B {}',
    'export default class A {} export class B {}',
  ],
  ['`implements` alone', 'a = class implements B {}', 'a = class {}'],
  [
    '`implements` after parentheses',
    'class A extends (B) implements C {}',
    'class A extends (B) {}',
  ],
  [
    'fields',
    'class A { b: C; d?: E; f!: G = 1; readonly h = 1; }',
    'class A { b ; d ; f = 1; h = 1; }',
  ],
  [
    'modifiers',
    'class A extends B { private static override readonly c = 1; protected async d() {} }',
    'class A extends B { static c = 1; async d() {} }',
  ],
  [
    'members named as modifiers',
    'class A { readonly; static readonly; declare = 1; public() {} }',
    'class A { readonly; static readonly; declare = 1; public() {} }',
  ],
  [
    'members without code',
    'abstract class A { abstract b(): C; abstract d: E; declare f: G; [h: string]: I; j(): K; j() {} }',
    ' class A { ; ; ; ; ; j() {} }',
  ],
  ['optional methods', 'class A { b?(): C {} }', 'class A { b () {} }'],
  ['catch clauses', 'try {} catch (a: unknown) {}', 'try {} catch (a ) {}'],
  ['arrow functions', 'a = async <T,>(b?: T): Promise<T> => b;', 'a = async (b ) => b;'],
  [
    'generic methods',
    'a = { b<T>(c: T): T { return c; }, get d(): E { return 1; } };',
    'a = { b (c ) { return c; }, get d() { return 1; } };',
  ],
  ['comments within types', 'a as /* b */ C; // d', 'a ; // d'],
  ['names written with escapes', 'function f(\\u0061?: A) {}', 'function f(\\u0061 ) {}'],
];

test.each(BLANKED)('blanks %s', async (_name, source, code) => {
  expect(squeezed(await stripped(source))).toBe(code);
});

/** Places where spaces alone would change what the lines below mean. */
const KEPT_APART: readonly [name: string, source: string, code: string][] = [
  ['a type statement and a call', 'a = b\ntype C = D\n(e)', 'a = b\n; \n(e)'],
  ['`as` and a call', 'a = b as C\n(d)', 'a = b ; \n(d)'],
  ['`satisfies` and an index', 'a = b satisfies C\n[d].e()', 'a = b ; \n[d].e()'],
  ['`as` and a template', 'a = b as C\n`d`', 'a = b ; \n`d`'],
  [
    'a modifier and a computed name',
    'class A { b = 1\npublic [c] = 2 }',
    'class A { b = 1\n; [c] = 2 }',
  ],
  ['a modifier and a generator', 'class A { b\nprivate *c() {} }', 'class A { b\n; *c() {} }'],
  ['a field named get', 'class A { get: B\nc() {} }', 'class A { get; \nc() {} }'],
  [
    'an optional field named static',
    'class A { static?: B\nc() {} }',
    'class A { static; \nc() {} }',
  ],
  [
    'a declared field',
    'class A { b = 1\ndeclare c: D\n[e] = 2 }',
    'class A { b = 1\n; \n[e] = 2 }',
  ],
  ['an arrow and a return type of two lines', 'a = (b):\n C => b', 'a = (b \n ) => b'],
  ['an arrow and a return type below', 'a = (b, )\n: C => b', 'a = (b, \n ) => b'],
  ['an arrow without parameters', 'a = ():\nC => 1', 'a = ( \n) => 1'],
  [
    '`return` and type parameters of two lines',
    'f = () => { return <\nT>(a: T) => a }',
    'f = () => { return (\n a ) => a }',
  ],
  [
    '`async` and type parameters of two lines',
    'a = async <\nT>(b: T):\nC => b',
    'a = async (\n b \n) => b',
  ],
];

test.each(KEPT_APART)('keeps apart: %s', async (_name, source, code) => {
  expect(squeezed(await stripped(source))).toBe(code);
});

function squeezed(code: string): string {
  return code.replaceAll(/ +/g, ' ');
}

/** Strips a module, and holds the result to what every result must be. */
async function stripped(source: string, file = 'a.ts'): Promise<string> {
  const result = strip(file, source);
  if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
  expectInPlace(result.code, source);
  expect(await printed(result.code, 'js')).toBe(await printed(source, 'ts'));
  return result.code;
}

/** Every character is the source's own, or a space, or punctuation in the place of a type. */
function expectInPlace(code: string, source: string): void {
  expect(code.length).toBe(source.length);
  const isKept = (at: number) => code[at] === source[at] || /[ ;()]/.test(code.charAt(at));
  expect(Array.from(code, (_, at) => at).filter((at) => !isKept(at))).toEqual([]);
  expect(code.split('\n').length).toBe(source.split('\n').length);
}

/** What another compiler makes of it, in its own layout. */
async function printed(source: string, loader: 'ts' | 'js'): Promise<string> {
  const { code } = await transform(source, {
    loader,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, target: 'esnext' } },
  });
  return code;
}

test.each([
  [
    "enum Color { Red, Green = 5, Blue, 'Dark-Red' = 'x' }",
    'enum Color makes an object',
    "const Color = { Red: 0, Green: 5, Blue: 6, 'Dark-Red': 'x' } as const; " +
      'type Color = (typeof Color)[keyof typeof Color];',
  ],
  ['const enum E { A, B, C, D, F }', 'enum E', 'const E = { A: 0, B: 1, C: 2, … } as const;'],
  [
    'namespace MyShapes { export const b = 1 }',
    'A namespace with values',
    "Move what is in it to ./my-shapes.ts and write: import * as MyShapes from './my-shapes.ts';",
  ],
  [
    'class A { constructor(private readonly store: Store) {} }',
    'A parameter property',
    'private readonly store: Store; constructor(store: Store) { this.store = store; }',
  ],
  [
    'class A { constructor(public size: number = 4) {} }',
    'A parameter property',
    'public size: number; constructor(size: number = 4) { this.size = size; }',
  ],
  ["import a = require('b');", 'CommonJS', "Write: import a from 'b';"],
  ['import a = B.c;', 'makes a variable', 'const a = B.c; For a type: type a = B.c;'],
  ['export = makeServer(1);', 'CommonJS', 'Write: export default makeServer(1);'],
  ['@sealed class Box {}', '@sealed needs code', 'after the class: sealed(Box);'],
  [
    'class Box { @log("x") open() {} }',
    '@log("x") needs code',
    'in the constructor: this.open = log("x")(this.open);',
  ],
  [
    'using file = open(path);',
    'not known to Node 20',
    'const file = open(path); try { … } finally { file[Symbol.dispose](); }',
  ],
  ['a = () => <B>{};', 'cannot be erased', 'Write: ({} as B)'],
  ['a = () => { return <B>\nc; }', 'cannot be erased', 'Write: (c as B)'],
  ['a = b + c as number * d;', 'another order', '(b + c as number) * d'],
])('refuses %s, with the reason and a replacement', (source, message, hint) => {
  const result = strip('a.ts', source);
  const [diagnostic] = result.ok ? [] : result.diagnostics;
  expect(diagnostic?.code).toBe('not-erasable');
  expect(diagnostic?.message).toContain(message);
  expect(diagnostic?.hint).toContain(hint);
});

/** The replacements above, for code that says the same. */
test.each([
  'const Color = { Red: 0, Green: 5 } as const; type Color = (typeof Color)[keyof typeof Color];',
  'class A { private readonly store: Store; constructor(store: Store) { this.store = store; } }',
  'a = () => ({} as B);',
  'a = (b + c as number) * d;',
])('takes the replacement: %s', (source) => {
  expect(strip('a.ts', source).ok).toBe(true);
});

test('refuses each thing that cannot be erased, in its place', () => {
  const result = strip('a.ts', 'let a = 1;\nenum B {}\n  enum C {}\n');
  expect(result.ok ? [] : result.diagnostics).toMatchObject([
    { file: 'a.ts', line: 2, column: 1, source: 'enum B {}' },
    { file: 'a.ts', line: 3, column: 3, source: '  enum C {}' },
  ]);
});

test('tells where a syntax error is, in plain words', () => {
  const result = strip('a/b.ts', 'let a;\nlet b = ;\n');
  expect(result.ok ? [] : result.diagnostics).toEqual([
    {
      file: 'a/b.ts',
      line: 2,
      column: 9,
      code: 'syntax',
      message: 'Unexpected token',
      hint: '',
      source: 'let b = ;',
    },
  ]);
});

test.each([
  ['class A { accessor b = 1 }', 'not part of JavaScript yet', 'write `get` and `set`'],
  ["import a from './a.json' assert { type: 'json' };", 'JavaScript yet', "with { type: 'json' }"],
  ['function a() { await b(); }', "reserved word 'await'", 'Write `async` before the function'],
  ['function a() { b();\n', 'Unexpected token', 'a missing } or )'],
])('tells what to write instead of %s', (source, message, hint) => {
  const result = strip('a.ts', source);
  const [diagnostic] = result.ok ? [] : result.diagnostics;
  expect(diagnostic?.message).toContain(message);
  expect(diagnostic?.hint).toContain(hint);
});

test('says that TypeScript in a JavaScript file needs another name', () => {
  const result = strip('a/b.mjs', 'let a: number;');
  expect(result.ok ? '' : result.diagnostics[0]?.hint).toContain('a/b.mts');
});

test('refuses to export a type as a value', () => {
  const result = strip('a.ts', 'interface A {}\nexport { A };');
  expect(result.ok ? [] : result.diagnostics).toMatchObject([
    { code: 'unknown-export', line: 2, column: 10, hint: 'Write `export type { A }`.' },
  ]);
});

test('leaves JavaScript as it is', async () => {
  const source = '#!/usr/bin/env node\nimport a from "./b.js";\nexport default a ?? 1n;\n';
  expect(await stripped(source, 'a.js')).toBe(source);
});

/** `npm run test:all` looks at every file; else at every fifth. */
const EVERY = IS_LONG ? 1 : 5;

/** This project's own code, as far as its types can be erased. */
const OWN_FILES = ['runtime', 'playground', 'test'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .filter((_file, index) => index % EVERY === 0)
    .map((file) => join(folder, file)),
);

test('strips this project as another compiler does', async () => {
  expect(OWN_FILES.length).toBeGreaterThan(50);
  for (const file of OWN_FILES) await stripped(readFileSync(file, 'utf8'), file);
});
