import { expect, test } from 'vitest';
import { packageJson, packageOf, packagePath, VETTED_SPECIFIERS } from './vetted.ts';

test.each([
  ['zod', 'zod', 'node_modules/zod/index.mjs'],
  ['hono/streaming', 'hono', 'node_modules/hono/streaming.mjs'],
  ['@hono/node-server', '@hono/node-server', 'node_modules/@hono/node-server/index.mjs'],
  [
    '@hono/node-server/conninfo',
    '@hono/node-server',
    'node_modules/@hono/node-server/conninfo.mjs',
  ],
])('%s is of %s', (specifier, name, path) => {
  expect(VETTED_SPECIFIERS).toContain(specifier);
  expect(packageOf(specifier)).toBe(name);
  expect(packagePath(specifier)).toBe(path);
});

test('Node finds the entry points of a package by its package.json', () => {
  expect(JSON.parse(packageJson('@hono/node-server'))).toEqual({
    name: '@hono/node-server',
    exports: { '.': './index.mjs', './conninfo': './conninfo.mjs' },
  });
});
