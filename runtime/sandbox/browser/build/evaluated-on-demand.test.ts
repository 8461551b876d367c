import { createHash, scryptSync } from 'node:crypto';
import { runInThisContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { evaluatedOnDemand } from './evaluated-on-demand.ts';

/** What a module exports once it is bundled as a worker's code is. */
async function bundled(path: string): Promise<Record<string, CallableFunction>> {
  const entry = new URL(`../../../process/${path}`, import.meta.url);
  const plugins = [evaluatedOnDemand()];
  const { code } = await bundle(entry, true, { exportsName: 'found', plugins });
  expect(code).not.toMatch(/\brequire\(/);
  return runInThisContext(`(() => { ${code}; return found; })()`);
}

test('hashes that are evaluated on demand are those of Node', async () => {
  const hash = await bundled('crypto/hash.ts');
  for (const name of ['md5', 'sha1', 'sha256', 'sha512']) {
    const expected = createHash(name).update('text').digest('hex');
    expect(hash.createHash?.(name).update('text').digest('hex')).toBe(expected);
  }
  const derive = await bundled('crypto/derive.ts');
  const derived = derive.createDerivations?.(() => {}).scryptSync;
  expect(derived('word', 'salt', 32).toString('hex')).toBe(
    scryptSync('word', 'salt', 32).toString('hex'),
  );
});

test('what is compressed on demand is what gzip reads', async () => {
  const { CompressionStream: Compression } = await bundled('web/streams/compression.ts');
  const { readable, writable } = Reflect.construct(Compression as CallableFunction, ['gzip']);
  const writer = writable.getWriter();
  void writer.write(new TextEncoder().encode('text '.repeat(100)));
  void writer.close();
  const chunks: Uint8Array[] = [];
  for await (const chunk of readable) chunks.push(chunk);
  expect(`${gunzipSync(Buffer.concat(chunks))}`).toBe('text '.repeat(100));
});
