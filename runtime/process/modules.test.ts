import { beforeAll, expect, test } from 'vitest';
import { type Printed, runInNode, runLinked } from '../../test/support/run-modules.ts';
import type { Files } from '../compile/types.ts';

/** Programs by what they show. Each is run as linked functions and by Node, and prints the same. */
const PROGRAMS: Readonly<Record<string, Files>> = {
  'a program runs after what it imports, each once': {
    'main.ts': "import './a.ts'; import './b.ts'; print('main');",
    'a.ts': "import './c.ts'; print('a');",
    'b.ts': "import './c.ts'; import './a.ts'; print('b');",
    'c.ts': "print('c');",
  },
  'an import is the variable itself, not its value of the moment': {
    'main.ts':
      "import { n, up as more } from './n.ts'; print(n); more(); print(n, typeof n, { n }.n);",
    'n.ts': 'export let n = 1; export function up() { n += 1; }',
  },
  'a live variable is passed on by others': {
    'main.ts': "import { m, default as d, ns } from './b.ts'; m.up(); print(d, ns.n);",
    'b.ts':
      "import * as m from './n.ts'; export { m }; export { n as default } from './n.ts'; export * as ns from './n.ts';",
    'n.ts': 'export let n = 1; export function up() { n += 1; }',
  },
  'functions of a cycle are there before their module has run': {
    'main.ts': "import { b } from './b.ts'; export function a() { return 'a'; } print('main', b);",
    'b.ts': "import { a } from './main.ts'; export const b = a() + 'b'; print('b');",
  },
  'a default function of a cycle is there too, and has its name': {
    'main.ts': "import './b.ts'; export default function () { return 1; }",
    'b.ts': "import f from './main.ts'; print(f(), f.name);",
  },
  'a variable of a cycle is not there before its module has run': {
    'main.ts': "import './b.ts';\nexport const a = 1;",
    'b.ts': "import { a } from './main.ts';\nprint('b');\nprint(a);",
  },
  'what export default names': {
    'main.ts': `import f from './f.ts'; import c from './c.ts'; import a from './a.ts'; import e from './e.ts';
      import n from './n.ts'; import g from './g.ts';
      print(f.name, c.name, a.name, e, n.name, new n().n, g.name, [...g()]);`,
    'f.ts': 'export default async function () {}',
    'g.ts': 'export default function* () { yield 1; }',
    'c.ts': 'export default class {}',
    'a.ts': 'export default () => 1',
    'e.ts': 'export default (1, 2)\n;[3].map(print)',
    'n.ts': 'export default class Named { n = Named.name }',
  },
  'a star passes all on but the default and what is exported nearer': {
    'main.ts': "import * as all from './b.ts'; print(Object.keys(all)); print(all.x, all.y);",
    'b.ts': "export * from './c.ts'; export const x = 'b';",
    'c.ts': "export const x = 'c', y = 'c'; export default 1;",
  },
  'a name that two stars give to two things is nobody’s': {
    'main.ts': "import * as all from './b.ts'; print(Object.keys(all), all.x);",
    'b.ts': "export * from './c.ts'; export * from './d.ts';",
    'c.ts': 'export const x = 1, y = 2;',
    'd.ts': 'export const x = 3;',
  },
  'a name that two stars give to one thing is that thing': {
    'main.ts': "import { x } from './b.ts'; print(x);",
    'b.ts': "export * from './c.ts'; export * from './d.ts';",
    'c.ts': "export { x } from './e.ts';",
    'd.ts': "export * from './e.ts';",
    'e.ts': 'export const x = 1;',
  },
  'stars that go round in a circle end': {
    'main.ts': "import * as all from './b.ts'; print(Object.keys(all));",
    'b.ts': "export * from './c.ts'; export const b = 1;",
    'c.ts': "export * from './b.ts'; export const c = 1;",
  },
  'names that are no identifiers': {
    'main.ts':
      "import { 'a b' as ab } from './b.ts'; import * as b from './b.ts'; print(ab, b['a b']);",
    'b.ts': "const x = 1; export { x as 'a b' };",
  },
  'a namespace cannot be changed': {
    'main.ts': `import * as b from './b.ts'; const o: any = b;
      for (const change of [() => { o.x = 2; }, () => { o.y = 2; }, () => { delete o.x; }]) {
        try { change(); print('changed'); } catch (error) { print((error as Error).name); }
      }
      print(String(b), Object.isExtensible(b), Object.getPrototypeOf(b), delete o.y, 'x' in b, 'y' in b);
      print(JSON.stringify(Object.getOwnPropertyDescriptor(b, 'x')?.value), JSON.stringify({ ...b }));`,
    'b.ts': 'export let x = 1;',
  },
  'an imported name cannot be assigned': {
    'main.ts': "import { x } from './b.ts';\nprint(x);\n(x as any) = 2;",
    'b.ts': 'export let x = 1;',
  },
  'a call of an imported function has no `this`': {
    'main.ts': `import f, { g } from './f.ts'; import * as ns from './f.ts';
      print(f(), g\`\`, f?.(), (f)(), ((g))\`\`, ns.default() === ns, new g().constructor === g);`,
    'f.ts':
      'export default function (this: unknown) { return this; } export function g(this: unknown) { return this; }',
  },
  'a call at the beginning of a line is not taken for arguments': {
    'main.ts': `import { f } from './f.ts'
      let a = f
      f('statement')
      if (a) f('if')
      else f('else')
      for (const each of [1]) f(each)
      do f('do'); while (false)
      label: f('label')
      switch (1) { case 1: f('case')
        f('next') }
      const g = () => f('arrow')
      g()
      f
      \`template\`
      class A { static { f('static')
        f('block') } x = f('field') }
      new A`,
    'f.ts': 'export const f = (x: unknown) => print(String(x));',
  },
  'nearer names of the same spelling are left alone': {
    'main.ts': `import { x, y } from './x.ts';
      print((function (x) { return x; })(1), ((x = y) => x)(), ((y) => y + x)('1'));
      { const x = 2; print(x); } { function x() {} print(typeof x); } { class x {} print(typeof x); }
      for (const x of [3]) print(x); for (let x = 4; x < 5; x++) print(x); for (const x in { k: 1 }) print(x);
      try { throw 5; } catch (x) { print(x); }
      try { throw { x: 6 }; } catch ({ x }) { print(x); }
      switch (x) { case x: let y = 7; print(y); }
      (function () { print(typeof x); if (1) { var x = 8; } print(x); })();
      (function (a = x) { var x = 9; print(a, x); })();
      print((function x(n: number): number { return n && x(n - 1); })(1), (class x { static n = x.name; }).n);
      const { x: a, [y]: b = x, ...rest } = { x: 10, z: 11 } as any; print(a, b, rest.z);
      const o = { x, y: x, x2() { return x; }, get x3() { return y; }, [x]: 1, x: x }; print(JSON.stringify(o), o.x2(), o.x3, o.x);
      class C { x = x; static y = y; [y]() { return this.x; } #x = y; z() { return this.#x; } static { var x = 'in'; print(x); } }
      print(new C().x, C.y, (new C() as any)[y](), new C().z());
      x: for (;;) break x; ({ x: o.y } = { x: 12 } as any); print(o.y, (({ x }) => x)({ x: 13 }), \`\${x}\`, x?.length, [...x]);`,
    'x.ts': "export const x = 'x', y = 'y';",
  },
  'what `$$` means is the program’s': {
    'main.ts':
      "import { $$ } from './d.ts'; const $$$ = 1; print($$, $$$); print((await import('./d.ts')).$$);",
    'd.ts':
      "export const $$ = 2; print(import.meta.url.endsWith('/d.ts') || import.meta.url.endsWith('/d.js'));",
  },
  'modules await one beside the other, and importers after them': {
    'main.ts':
      "import './a.ts'; import './b.ts'; import './c.ts'; print('main'); await 0; print('main end');",
    'a.ts': "print('a'); await 0; await 0; await 0; print('a end');",
    'b.ts': "print('b'); await 0; print('b end');",
    'c.ts': "import './a.ts'; print('c');",
  },
  'what awaits holds back its importers alone': {
    'main.ts': "import './slow.ts'; import './quick.ts'; import './after.ts'; print('main');",
    'slow.ts':
      "print('slow'); await new Promise((resolve) => setTimeout(resolve, 1)); print('slow end');",
    'quick.ts': "print('quick'); Promise.resolve().then(() => print('microtask'));",
    'after.ts': "import './slow.ts'; import './more.ts'; print('after');",
    'more.ts': "for await (const x of [1, 2]) print('more', x);",
  },
  'a cycle of modules that await': {
    'main.ts':
      "import { b } from './b.ts'; export function a() { return 'a'; } await 0; print('main', b);",
    'b.ts': "import { a } from './main.ts'; export let b = a(); await 0; b += 'b'; print('b');",
  },
  'what throws throws the same for everybody': {
    'main.ts': `const all = await Promise.allSettled([import('./a.ts'), import('./bad.ts'), import('./bad.ts')]);
      const errors = all.map((each) => each.status === 'rejected' && each.reason);
      print(errors[0].message, errors[0] === errors[1], errors[1] === errors[2]);`,
    'a.ts': "import './bad.ts'; print('never');",
    'bad.ts': "print('bad once'); throw new Error('bad');",
  },
  'what throws after an await throws for its importers too': {
    'main.ts': "import './a.ts'; print('never');",
    'a.ts': "import './bad.ts'; import './b.ts'; print('never');",
    'b.ts': "print('b');",
    'bad.ts': "await 0;\nprint('bad');\nthrow new RangeError('late');",
  },
  'an import on demand': {
    'main.ts':
      `const name = 'b'; const { b } = await import(\`./\${name}.ts\`.replace('ts', EXT)); print(b);
      const again = await import('./b.ts'); print(again.b, again === (await import('./b.ts')), String(again));
      import('./b.ts').then(({ default: d }) => print('then', d)); print('sync');`.replace(
        'EXT',
        'import.meta.url.slice(-2)',
      ),
    'b.ts': "print('b runs'); export const b = 1; export default 2;",
  },
  'an import on demand of what is not there': {
    'main.ts':
      "try { await import('./no' + 'where.ts'); } catch (error) { print((error as any).code); }\nawait import('no' + 'package').catch((error) => print(error.code));\nawait import('node:no' + 'thing').catch((error) => print(error.code));\nawait import({ toString() { throw 1; } } as any).catch(print);",
  },
  'modules of Node, by name and as a whole': {
    'main.ts': `import path, { basename } from 'node:path'; import * as all from 'path'; import EventEmitter, { once } from 'node:events';
      print(basename('/a/b'), path.basename === basename, all.default === path, all.basename === basename, typeof once, EventEmitter.name, String(all));
      print((await import('node:path')).sep);`,
  },
  JSON: {
    'main.ts':
      "import data from './data.json' with { type: 'json' }; print(JSON.stringify(data), Object.getPrototypeOf(data) === Object.prototype);",
    'data.json': '{"a": [1, "\\u2028"], "__proto__": 2}',
  },
  'import.meta': {
    'main.ts':
      'print(typeof import.meta.url, typeof import.meta.dirname, typeof import.meta . filename, import.meta === import.meta);',
  },
  'strict mode, and no `this`': {
    'main.ts':
      '#!/usr/bin/env node\nprint(this, (function (this: unknown) { return this; })());\ntry { (globalThis as any).undefined = 1; } catch (error) { print((error as Error).name); }',
  },
  'an error on the first line': {
    'main.ts': "const a = 1; import { b } from './b.ts'; throw new Error('first');",
    'b.ts': 'export const b = 1;',
  },
  'an error behind imported names': {
    'main.ts':
      "import {\n  b,\n  c,\n} from './b.ts';\n\nprint(b + c + b); c; throw new Error(String({ b, c }));",
    'b.ts': 'export const b = 1; export const c = 2;',
  },
  'an error in a function, after types and defaults': {
    'main.ts':
      "import fail, { b } from './b.ts';\nfunction run<T>(a: T): void { fail(b, a); }\nrun(1);",
    'b.ts':
      'export default (b: number, a: unknown): never => { throw new Error(String([b, a])); };\nexport const b: number = 1;',
  },
  'a call of an imported thing that is no function': {
    'main.ts': "import { b } from './b.ts';\nprint('first');\n(b as any)(2);",
    'b.ts': 'export const b = 1;',
  },
  'a new of an imported thing that is no class': {
    'main.ts': "import b from './b.ts';\nprint('first'), new (b as any)(2);",
    'b.ts': 'export default 1;',
  },
};

const names = Object.keys(PROGRAMS);
let inNode: Printed[] = [];

beforeAll(() => {
  inNode = runInNode(Object.values(PROGRAMS));
});

test.each(names)('as in Node: %s', async (name) => {
  const linked = await runLinked(PROGRAMS[name] as Files);
  expect(linked).toEqual(inNode[names.indexOf(name)]);
  expect(linked.length).toBeGreaterThan(0);
});

test('a name that a module of Node does not export is told in Node’s words, with its place', async () => {
  const source = "print(1);\nimport { creatServer } from 'node:http';";
  expect(await runLinked({ 'main.ts': source })).toEqual([
    "SyntaxError: The requested module 'node:http' does not provide an export named 'creatServer'. " +
      "Did you mean 'createServer'?",
    'at main.ts:2:10',
  ]);
});

test('a name that a module does not export stops the program before anything has run', async () => {
  const files = {
    'main.ts': "import './a.ts';\nexport { nothing as x } from './b.ts';",
    'a.ts': "print('never');",
    'b.ts': "print('never');",
  };
  expect(await runLinked(files)).toEqual([
    "SyntaxError: The requested module './b.ts' does not provide an export named 'nothing'",
    'at main.ts:2:10',
  ]);
});

test('a name that two stars give to two things cannot be imported', async () => {
  const files = {
    'main.ts': "import { x } from './b.ts';",
    'b.ts': "export * from './c.ts'; export * from './d.ts';",
    'c.ts': 'export const x = 1;',
    'd.ts': 'export const x = 2;',
  };
  expect(await runLinked(files)).toEqual([
    "SyntaxError: The requested module './b.ts' contains conflicting star exports for name 'x'",
    'at main.ts:1:10',
  ]);
});

test('a module that could not be linked fails again, and stops no other', async () => {
  const files = {
    'main.ts': `for (const name of ['bad', 'bad', 'good']) {
      await import('./' + name + '.ts').then(() => print(name), (error) => print(error.name));
    }`,
    'bad.ts': "import './good.ts'; import { nothing } from './good.ts';",
    'good.ts': '',
  };
  expect(await runLinked(files)).toEqual(['SyntaxError', 'SyntaxError', 'good']);
});
