import { expect, test } from 'vitest';
import { NODE_MODULES } from '../../compile/builtins.ts';
import { Compiler, type Diagnostic } from '../../compile/index.ts';
import { BUILTIN_NAMES } from '../../process/builtins/catalogue.ts';
import { MEMBER_ADVICE } from '../../process/builtins/member-advice.ts';
import { BROWSER_BUILTINS } from './builtins.ts';

test('the members of every module that can be imported are known', () => {
  for (const name of BUILTIN_NAMES) expect(BROWSER_BUILTINS.surface(name), name).not.toBeNull();
});

test('advice for a member is for one that Node has and the sandbox lacks', () => {
  for (const path of Object.keys(MEMBER_ADVICE)) {
    const [module = '', member = ''] = path.split('.');
    const { lacks } = BROWSER_BUILTINS.surface(module) ?? { lacks: new Set() };
    if (member === '*') expect(lacks.size, path).toBeGreaterThan(0);
    else expect([...lacks], path).toContain(member);
  }
});

test('a service that imports what is missing is told the line, and what to do', () => {
  const source = "import { createServer } from 'node:http';\nimport { abort } from 'node:process';";
  const { diagnostics } = new Compiler().compile({ 'a.ts': source }, BROWSER_BUILTINS);
  expect(diagnostics).toMatchObject([
    {
      line: 2,
      column: 10,
      code: 'unavailable-member',
      message: "node:process in the browser sandbox has no 'abort'.",
      hint: 'Use process.exit(1), or throw.',
    },
  ]);
});

/** Members of Node 20 that are not here; names with `_` are internal to it. */
const LACKING = [...BUILTIN_NAMES].flatMap((module) =>
  [...(BROWSER_BUILTINS.surface(module)?.lacks ?? [])]
    .filter((member) => !member.startsWith('_'))
    .map((member) => [module, member] as const),
);

function saidOf(lines: readonly string[]): readonly Diagnostic[] {
  return new Compiler().compile({ 'a.ts': lines.join('\n') }, BROWSER_BUILTINS).diagnostics;
}

test('every member of Node that is not here is named where it is imported, with what to do', () => {
  const lines = LACKING.map(
    ([of, member], at) => `import { ${member} as it${at} } from 'node:${of}';`,
  );
  expectEach(saidOf(lines), (at) => [at + 1, 'import { '.length + 1]);
});

test('every member of Node that is not here is named where it is read', () => {
  const lines = LACKING.map(
    ([of, member], at) => `import it${at} from 'node:${of}'; it${at}.${member};`,
  );
  expectEach(saidOf(lines), (at, [, member]) => [at + 1, (lines[at] ?? '').length - member.length]);
});

function expectEach(
  said: readonly Diagnostic[],
  placeOf: (at: number, lacking: readonly [string, string]) => readonly [number, number],
): void {
  expect(LACKING.length).toBeGreaterThan(100);
  expect(said).toHaveLength(LACKING.length);
  LACKING.forEach((lacking, at) => {
    const [line, column] = placeOf(at, lacking);
    expect(said[at]).toMatchObject({ file: 'a.ts', line, column, code: 'unavailable-member' });
    expect(said[at]?.message).toBe(
      `node:${lacking[0]} in the browser sandbox has no '${lacking[1]}'.`,
    );
    expect(said[at]?.hint, lacking.join('.')).toMatch(/\.$/);
  });
}

test('every module of Node that is not here is named, with what to use instead', () => {
  const lacking = [...NODE_MODULES].filter((name) => !BUILTIN_NAMES.has(name));
  const said = saidOf(lacking.map((name) => `import 'node:${name}';`));
  expect(said).toHaveLength(lacking.length);
  lacking.forEach((name, at) => {
    const message = `The browser sandbox has no 'node:${name}'.`;
    expect(said[at]).toMatchObject({ line: at + 1, column: 8, message });
    expect(said[at]?.hint).toBe(BROWSER_BUILTINS.advice[name]);
  });
});
