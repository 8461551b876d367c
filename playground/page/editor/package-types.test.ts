import { expect, test, vi } from 'vitest';
import { type FetchTypes, PackageTypes } from './package-types.ts';

const declarations = (file: string, ...needs: string[]) => ({
  default: { files: { [file]: '' }, needs },
});

function setUp(fetch: FetchTypes) {
  const added: string[] = [];
  const types = new PackageTypes(fetch, (path) => added.push(path));
  return { types, added };
}

test('the types of a package come when a file imports it, with those that they need', async () => {
  const { types, added } = setUp({
    '@hono/node-server': async () => declarations('server.d.ts', 'hono'),
    hono: async () => declarations('hono.d.ts'),
    zod: async () => declarations('zod.d.ts'),
  });
  await types.follow("import { serve } from '@hono/node-server';\nimport './other.ts';");
  expect(added).toEqual(['server.d.ts', 'hono.d.ts']);
});

test.each([
  "import { stream } from 'hono/streaming';",
  'import type { Context } from "hono";',
  "export * from 'hono';",
  "import(\n  'hono'\n)",
])('%s asks for the types of its package', async (source) => {
  const { types, added } = setUp({ hono: async () => declarations('hono.d.ts') });
  await types.follow(source);
  expect(added).toEqual(['hono.d.ts']);
});

test('a package is fetched once, and again only when it could not be', async () => {
  const fetch = vi.fn().mockRejectedValueOnce(new Error('offline'));
  fetch.mockResolvedValue(declarations('zod.d.ts'));
  const { types, added } = setUp({ zod: fetch });
  for (let edit = 0; edit < 3; edit++) await types.follow("import { z } from 'zod';");
  expect(added).toEqual(['zod.d.ts']);
  expect(fetch).toHaveBeenCalledTimes(2);
});
