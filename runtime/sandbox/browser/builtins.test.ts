import { expect, test } from 'vitest';
import { Compiler } from '../../compile/index.ts';
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
