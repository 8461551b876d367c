import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { buildFrameDocument } from './document.ts';

const LANGUAGES_OWN: ReadonlySet<unknown> = new Set(
  runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[],
);

test('the frame allows its own kernel by hash, blobs, and nothing else', async () => {
  const { html, files } = await buildFrameDocument({ minify: true });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  const kernel = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(kernel).digest('base64');
  expect(policy).toBe(`default-src 'none'; script-src 'sha256-${hash}' blob:; worker-src blob:`);
  // The parser finds the two elements that were meant, and no more.
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(html).not.toContain('<!--');
  // One character of another kind would double what each worker keeps of its code.
  expect(html).toMatch(/^\p{ASCII}+$/u);
  expect(files.some((file) => file.endsWith('kernel/kernel.ts'))).toBe(true);
  expect(files.some((file) => file.endsWith('process/loop.ts'))).toBe(true);
});

test('a process fills no tables for compression before it compresses', async () => {
  const { html } = await buildFrameDocument({ minify: false });
  const process = /id="process">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const lengths: unknown[] = [];
  class NotedArray extends Uint16Array {
    constructor(length: number) {
      super(length);
      lengths.push(length);
    }
  }
  const said: unknown[][] = [];
  const worker = {
    addEventListener() {},
    importScripts() {},
    postMessage: (messages: unknown[]) => said.push(messages),
    close() {},
  };
  const web = Object.getOwnPropertyNames(globalThis).filter((name) => !LANGUAGES_OWN.has(name));
  const globals = Object.fromEntries(web.map((name) => [name, Reflect.get(globalThis, name)]));
  runInNewContext(process, { ...globals, ...worker, Uint16Array: NotedArray });
  await Promise.resolve();
  expect(said).toEqual([[{ type: 'ready' }]]);
  expect(lengths).toEqual([]);
});
