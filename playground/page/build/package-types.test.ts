import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VETTED_PACKAGES } from '../../../runtime/compile/packages/index.ts';
import { readSurface } from '../../../runtime/sandbox/browser/build/surface/index.ts';
import { collectNodeTypes } from './node-types/index.ts';
import { collectPackageTypes } from './package-types.ts';
import { NODE_MODULES, readSources, typeCheck } from './testing/type-check.ts';

const ROOT = join(import.meta.dirname, '../../..');
const COLLECTED = Object.keys(VETTED_PACKAGES).map(
  (name) => [name, collectPackageTypes(NODE_MODULES, name)] as const,
);

test('with the collected types alone, services are checked as with the packages themselves', async () => {
  const services = readSources(join(ROOT, 'test/packages/services'), /\.ts$/);
  const types = Object.assign(
    collectNodeTypes(NODE_MODULES, await readSurface()),
    ...COLLECTED.map(([, { files }]) => files),
  );
  const mistakes = await typeCheck({ ...services, 'mistaken.ts': MISTAKEN }, { types });
  expect(mistakes.map(({ file, line, column, message }) => [file, line, column, message])).toEqual([
    ['mistaken.ts', 6, 3, "Type 'number' is not assignable to type 'string'."],
    ['mistaken.ts', 7, 44, expect.stringContaining("Property 'parm' does not exist")],
    ['mistaken.ts', 8, 20, expect.stringContaining("'tries' does not exist in type")],
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

test.each(COLLECTED)('the types of %s say which packages they need', (name, { needs }) => {
  const expected: Record<string, string[]> = {
    '@connectrpc/connect': ['@bufbuild/protobuf'],
    '@hono/node-server': ['hono'],
  };
  expect(needs).toEqual(expected[name] ?? []);
});
