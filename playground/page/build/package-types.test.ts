import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { VETTED_PACKAGES } from '../../../runtime/compile/packages/index.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { collectNodeTypes } from './node-types.ts';
import { collectPackageTypes } from './package-types.ts';

const ROOT = join(import.meta.dirname, '../../..');
const NODE_MODULES = join(ROOT, 'node_modules');
const COLLECTED = Object.keys(VETTED_PACKAGES).map(
  (name) => [name, collectPackageTypes(NODE_MODULES, name)] as const,
);

test('with the collected types alone, services are checked as with the packages themselves', {
  timeout: 60_000,
}, async () => {
  const folder = await temporaryFolder();
  await cp(join(ROOT, 'test/packages/services'), folder, {
    recursive: true,
    // Of no interest here, and its node:async_hooks is not in every sandbox.
    filter: (path) => !path.endsWith('context.ts'),
  });
  const given = [
    collectNodeTypes(NODE_MODULES),
    ...COLLECTED.map(([, types]) => types.files),
    { '@types/node/index.d.ts': '/// <reference path="globals.d.ts" />' },
  ];
  for (const files of given) {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, 'node_modules', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  await writeFile(join(folder, 'mistaken.ts'), MISTAKEN);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  expect(await mistakes(folder)).toEqual([
    "mistaken.ts(6,3) Type 'number' is not assignable to type 'string'",
    "mistaken.ts(7,44) Property 'parm' does not exist on type 'HonoRequest<\"/:id\", unknown>'",
    'mistaken.ts(8,20) Object literal may only specify known properties, and',
  ]);
});

const MISTAKEN = `import { z } from 'zod';
import { Hono } from 'hono';
import { handleAll, retry } from 'cockatiel';

const order: z.infer<z.ZodObject<{ item: z.ZodString }>> = {
  item: 1 };
new Hono().get('/:id', (c) => c.text(c.req.parm('id')));
retry(handleAll, { tries: 1 });
export { order };
`;

/** As the editor has it, with Node's globals as a package that is always there. */
const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    types: ['node'],
    verbatimModuleSyntax: true,
  },
  include: ['**/*.ts', 'node_modules/@types/node/*.d.ts', 'node_modules/@types/node/*/*.d.ts'],
};

/** Place and first words of each error. */
function mistakes(folder: string): Promise<string[]> {
  const tsc = join(NODE_MODULES, 'typescript/bin/tsc');
  return new Promise((done) => {
    const options = { timeout: 50_000, cwd: folder };
    execFile(process.execPath, [tsc, '-p', folder], options, (_error, stdout) => {
      const errors = stdout.matchAll(/^(.*): error TS\d+: (.*?)(?:\.(?: |$)| 'tries')/gm);
      done([...errors].map(([, place, words]) => `${place} ${words}`));
    });
  });
}

test.each(COLLECTED)('the types of %s say which packages they need', (name, { needs }) => {
  const expected: Record<string, string[]> = {
    '@connectrpc/connect': ['@bufbuild/protobuf'],
    '@hono/node-server': ['hono'],
  };
  expect(needs).toEqual(expected[name] ?? []);
});
