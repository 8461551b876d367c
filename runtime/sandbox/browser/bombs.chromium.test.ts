import { afterEach, beforeEach, expect, test } from 'vitest';
import { HELLO } from '../../../test/contract/fixtures.ts';
import { Lab } from '../../../test/contract/lab.ts';
import { createBrowserSandbox } from './index.ts';

/** What a service may take in buffers and typed arrays, which lie outside the engine's own heap. */

const lab = new Lab(createBrowserSandbox);
beforeEach(() => lab.open());
afterEach(() => lab.close());

/** What the engine itself says, whose constructors the page has; the words are not the same in all. */
function refusal(make: () => unknown): string {
  try {
    return `no error, but ${make()}`;
  } catch (error) {
    return String(error);
  }
}

/** Nothing is written into them, so that the machine never has to give the memory. */
const BOMBS: Readonly<Record<string, string>> = {
  ArrayBuffer: 'new ArrayBuffer(2 ** 26)',
  'a resizable ArrayBuffer': 'new (ArrayBuffer as any)(0, { maxByteLength: 2 ** 26 })',
  'typed arrays': 'new Float64Array(2 ** 23)',
  'Buffer.alloc': 'Buffer.alloc(2 ** 26)',
  'copies of one': 'one.slice()',
  'memories of WebAssembly': 'new WebAssembly.Memory({ initial: 2 ** 10 })',
};

function bomb(make: string): string {
  return `const kept: unknown[] = [];
const one = new Uint8Array(2 ** 24);
for (;;) kept.push(${make});
`;
}

test.each(Object.entries(BOMBS))(
  'a program that keeps more and more of %s gets the error of V8, and the others go on',
  async (_kind, make) => {
    await lab.sync({ 'hello/server.ts': HELLO, 'bomb/server.ts': bomb(make) });
    const hello = await lab.start();
    const error = await lab.startError({ service: 'bomb', entry: 'bomb/server.ts' });
    expect(error.message).toContain('RangeError: Array buffer allocation failed');
    expect(lab.printed('bomb-1', 'stderr')).toMatch(
      /allocation failed\n(?: {4}at (?:TypedArray\.)?slice \(<anonymous>\)\n)? {4}at .*bomb\/server\.ts:3:/,
    );
    const reached = await lab.event('limit-reached');
    expect(reached).toMatchObject({ instance: 'bomb-1', limit: 'memory' });
    expect(reached.message).toMatch(/^bomb-1 has 1 GB in buffers and typed arrays, the most/);
    expect(await lab.text(hello)).toBe('Hello, world');
  },
);

test('buffers that a program lets go of do not count', async () => {
  await lab.sync(`for (let made = 0; made < 3 * 64; made++) {
  Buffer.alloc(2 ** 24);
  await new Promise((resolve) => setImmediate(resolve));
}
console.log('three times the limit');
`);
  await lab.startError();
  expect(lab.printed('hello-1', 'stdout')).toBe('three times the limit\n');
  expect(lab.events('limit-reached')).toEqual([]);
});

test('constructors that count are what they were for a program', async () => {
  await lab.sync(`class Bytes extends Uint8Array { twice() { return this.length * 2; } }
const bytes = new Uint8Array([1, 2, 3]);
console.log(bytes.constructor === Uint8Array, bytes instanceof Uint8Array, bytes, Uint8Array);
console.log(Object.getPrototypeOf(Buffer) === Uint8Array, Buffer.from('a') instanceof Uint8Array);
console.log(new Bytes(4).twice(), new Bytes(4).slice() instanceof Bytes, Uint8Array.of(1, 2), Uint8Array.BYTES_PER_ELEMENT);
console.log(new Uint8Array(bytes.buffer, 1).length, bytes.subarray(1), new ArrayBuffer(2), Uint8Array.name);
try { (Uint8Array as any)(1); } catch (error) { console.log(String(error)); }
try { new Float32Array(-1); } catch (error) { console.log(String(error)); }
`);
  await lab.startError();
  expect(lab.printed('hello-1', 'stdout').split('\n')).toEqual([
    'true true Uint8Array(3) [ 1, 2, 3 ] [Function: Uint8Array]',
    'true true',
    '8 true Uint8Array(2) [ 1, 2 ] 1',
    '2 Uint8Array(2) [ 2, 3 ] ArrayBuffer { [Uint8Contents]: <00 00>, byteLength: 2 } Uint8Array',
    refusal(() => (Uint8Array as unknown as (length: number) => unknown)(1)),
    refusal(() => new Float32Array(-1)),
    '',
  ]);
});
