import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('Consul is one file that imports nothing: it runs wherever there are requests and responses', async () => {
  const entryPoints = [join(import.meta.dirname, 'index.ts')];
  const options = { bundle: true, write: false, metafile: true, format: 'esm' } as const;
  const { metafile } = await build({ ...options, entryPoints, platform: 'neutral' });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.filter((path) => !path.includes('runtime/registry/'))).toEqual([]);
  const outputs = Object.values(metafile.outputs);
  expect(outputs.flatMap(({ imports }) => imports)).toEqual([]);
});
