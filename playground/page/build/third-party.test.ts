import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { noticesOf, packageFolder, thirdParty } from './third-party.ts';

const NODE_MODULES = join(import.meta.dirname, '../../../node_modules');

test.each([
  ['/a/node_modules/zod/v4/core.js', '/a/node_modules/zod'],
  ['/a/node_modules/@hono/node-server/dist/index.mjs', '/a/node_modules/@hono/node-server'],
  ['/a/node_modules/b/node_modules/c/index.js', '/a/node_modules/b/node_modules/c'],
  ['/a/runtime/compile/index.ts', null],
])('%s belongs to %s', (file, folder) => {
  expect(packageFolder(file)).toBe(folder);
});

test('each package is named with its version and the text of its licence', () => {
  const notices = noticesOf(['zod', '@connectrpc/connect'].map((name) => join(NODE_MODULES, name)));
  expect(notices).toMatch(/^zod \d+\.\d+\.\d+ \(MIT\)$/m);
  expect(notices).toContain('Permission is hereby granted, free of charge');
  expect(notices).toMatch(/^@connectrpc\/connect \d+\.\d+\.\d+ \(Apache-2\.0\)$/m);
  expect(notices).toContain('Apache License');
});

test('a package without a licence is not put into the site unseen', async () => {
  const folder = join(await temporaryFolder(), 'node_modules/secret');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "name": "secret", "version": "1.0.0" }');
  expect(() => noticesOf([folder])).toThrow("secret has no licence's text");
});

test('what plugins bundle by themselves is named like what the page imports', async () => {
  const root = await temporaryFolder();
  await writeFile(join(root, 'main.js'), "import 'virtual:packages'; import 'preact';");
  const packages: Plugin = {
    name: 'packages',
    resolveId: (id) => (id === 'virtual:packages' ? `\0${id}` : null),
    load: (id) =>
      id === '\0virtual:packages'
        ? { code: '', meta: { bundledFiles: [join(NODE_MODULES, 'zod/index.js')] } }
        : null,
  };
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [packages, thirdParty()],
    resolve: { alias: { preact: join(NODE_MODULES, 'preact') } },
    build: { write: false, rolldownOptions: { input: join(root, 'main.js') } },
  });
  const [{ output }] = [result].flat() as [Rolldown.RolldownOutput];
  const file = output.find(({ fileName }) => fileName === 'third-party.txt');
  const source = file?.type === 'asset' ? String(file.source) : '';
  expect(source.match(/^\S+(?= \d+\.\d+\.\d+ \(\w+\)$)/gm)).toEqual(['preact', 'zod']);
});
