import { Buffer as NodeBuffer } from 'node:buffer';
import { inspect } from 'node:util';
// The package itself: `buffer` alone would be Node's own here.
import { Buffer as PackageBuffer } from 'buffer/index.js';
import { describe, expect, test } from 'vitest';
import { fitBuffer } from './fit.ts';

fitBuffer(PackageBuffer as unknown as typeof NodeBuffer);

/** Each sentence holds for Node's own class and for the one here. */
describe.each<[name: string, Buffer: typeof NodeBuffer]>([
  ["Node's", NodeBuffer],
  ['here', PackageBuffer as unknown as typeof NodeBuffer],
])('%s', (_name, Buffer) => {
  const errorOf = (call: () => unknown) => {
    try {
      return call();
    } catch (error) {
      return `${(error as Error).name} ${(error as { code?: string }).code}: ${(error as Error).message}`;
    }
  };

  test('text is written in every encoding, and read back', () => {
    const text = 'hé€?>~';
    for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex'] as const) {
      const encoded = Buffer.from(text).toString(encoding);
      if (encoding === 'utf16le') continue;
      expect(Buffer.from(encoded, encoding).toString(), encoding).toBe(text);
    }
    expect(Buffer.from('??>>', 'latin1').toString('base64url')).toBe('Pz8-Pg');
    expect(Buffer.from('é', 'latin1')).toHaveLength(1);
    expect(Buffer.from('aé', 'utf16le').toString('hex')).toBe('6100e900');
    expect(Buffer.from('é').toString('ascii')).toBe('C)');
  });

  test('hex stops at the first pair that is none', () => {
    expect([...Buffer.from('0102zz03', 'hex')]).toEqual([1, 2]);
    expect([...Buffer.from('010', 'hex')]).toEqual([1]);
  });

  test('base64 takes both alphabets, breaks and missing padding', () => {
    expect(Buffer.from('c2Fs_-8', 'base64').toString('hex')).toBe('73616cffef');
    expect(Buffer.from(' Y Q = = ', 'base64').toString()).toBe('a');
  });

  test('bytes that are no UTF-8 become marks, and halves of characters too', () => {
    expect(Buffer.from([0xff, 0x61, 0xe2, 0x82]).toString()).toBe('\ufffda\ufffd');
    expect(Buffer.from('\ud800').toString('hex')).toBe('efbfbd');
    expect(Buffer.from([0xef, 0xbb, 0xbf, 0x61]).toString()).toBe('\ufeffa');
  });

  test('from copies arrays and other buffers, and shares the memory of an ArrayBuffer', () => {
    const memory = new Uint8Array([1, 2, 3, 4]).buffer;
    Buffer.from(memory, 1, 2)[0] = 9;
    expect([...new Uint8Array(memory)]).toEqual([1, 9, 3, 4]);
    const original = Buffer.from('ab');
    const copy = Buffer.from(original);
    copy[0] = 0;
    expect(original.toString()).toBe('ab');
    expect([...Buffer.from([256, -1, 3.7])]).toEqual([0, 255, 3]);
  });

  test('subarray and slice share memory, with places counted from either end', () => {
    const all = Buffer.from('abcdef');
    all.subarray(1, -2)[0] = 0x78;
    expect(all.toString()).toBe('axcdef');
    expect(all.slice(-2).toString()).toBe('ef');
    expect(all.subarray(4, 2)).toHaveLength(0);
  });

  test('numbers are written and read in both orders, and out of range they are refused', () => {
    const buffer = Buffer.alloc(8);
    expect(buffer.writeInt16BE(-2, 0)).toBe(2);
    expect(buffer.writeUInt32LE(0xdeadbeef, 2)).toBe(6);
    expect(buffer.toString('hex')).toBe('fffeefbeadde0000');
    expect([buffer.readInt16BE(0), buffer.readUInt32LE(2), buffer.readUIntBE(1, 3)]).toEqual([
      -2, 0xdeadbeef, 0xfeefbe,
    ]);
    buffer.writeDoubleLE(1.5);
    expect(buffer.readDoubleLE()).toBe(1.5);
    expect(errorOf(() => buffer.writeUInt8(256, 0))).toBe(
      'RangeError ERR_OUT_OF_RANGE: The value of "value" is out of range. It must be >= 0 and <= 255. Received 256',
    );
    expect(errorOf(() => buffer.readUInt16BE(7))).toBe(
      'RangeError ERR_OUT_OF_RANGE: The value of "offset" is out of range. It must be >= 0 and <= 6. Received 7',
    );
    expect(errorOf(() => buffer.readInt8('0' as never))).toBe(
      'TypeError ERR_INVALID_ARG_TYPE: The "offset" argument must be of type number. Received type string (\'0\')',
    );
  });

  test('big numbers are known by both spellings', () => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigUInt64BE(2n ** 63n);
    expect([buffer.readBigInt64BE(), buffer.readBigUint64BE()]).toEqual([-(2n ** 63n), 2n ** 63n]);
    buffer.writeBigUint64LE(1n);
    expect(buffer.readBigUInt64LE()).toBe(1n);
  });

  test('copyBytesFrom copies a part of any typed array, counted in its elements', () => {
    const numbers = new Uint16Array([1, 2, 3]);
    const copy = Buffer.copyBytesFrom(numbers, 1, 1);
    numbers[1] = 9;
    expect([...copy]).toEqual([2, 0]);
    expect(errorOf(() => Buffer.copyBytesFrom('x' as never))).toBe(
      'TypeError ERR_INVALID_ARG_TYPE: The "view" argument must be an instance of TypedArray. Received type string (\'x\')',
    );
  });

  test('compare orders, equals compares bytes, concat cuts at its length', () => {
    const [a, b] = [Buffer.from('a'), Buffer.from('b')];
    expect([b, a].sort(Buffer.compare).map(String)).toEqual(['a', 'b']);
    expect(a.equals(new Uint8Array([97]))).toBe(true);
    expect(Buffer.concat([a, b, a], 2).toString()).toBe('ab');
    expect(Buffer.concat([a], 3).toString('hex')).toBe('610000');
  });

  test('indexOf finds text, bytes and numbers, from either end', () => {
    const all = Buffer.from('abcabc');
    expect([all.indexOf('c'), all.indexOf('c', 3), all.lastIndexOf('b')]).toEqual([2, 5, 4]);
    expect([all.indexOf(Buffer.from('ca')), all.indexOf(0x62), all.includes('x')]).toEqual([
      2,
      1,
      false,
    ]);
    expect([all.indexOf('a', -2), all.indexOf('')]).toEqual([-1, 0]);
  });

  test('byteLength counts without writing', () => {
    expect(Buffer.byteLength('€')).toBe(3);
    expect(Buffer.byteLength('YQ==', 'base64')).toBe(1);
    expect(Buffer.byteLength('ff0', 'hex')).toBe(1);
    expect(Buffer.byteLength(new Uint16Array(2).buffer)).toBe(4);
  });

  test('fill repeats, write cuts whole characters only, copy tells how much it copied', () => {
    expect(Buffer.alloc(5, 'ab').toString()).toBe('ababa');
    expect(Buffer.alloc(3).fill('é', 1).toString('hex')).toBe('00c3a9');
    const small = Buffer.alloc(4);
    expect(small.write('a€€')).toBe(4);
    expect(Buffer.alloc(3).write('a€')).toBe(1);
    expect(Buffer.from('abcdef').copy(small, 1, 4, 99)).toBe(2);
    expect(small.toString('latin1', 1, 3)).toBe('ef');
  });

  test('what cannot be is refused in the same words', () => {
    expect(errorOf(() => Buffer.from(5 as never))).toBe(
      'TypeError ERR_INVALID_ARG_TYPE: The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received type number (5)',
    );
    expect(errorOf(() => Buffer.from('a', 'klingon' as 'utf8'))).toBe(
      'TypeError ERR_UNKNOWN_ENCODING: Unknown encoding: klingon',
    );
    expect(errorOf(() => Buffer.alloc(-1))).toContain('RangeError ERR_OUT_OF_RANGE');
    expect(errorOf(() => Buffer.alloc('1' as never))).toBe(
      'TypeError ERR_INVALID_ARG_TYPE: The "size" argument must be of type number. Received type string (\'1\')',
    );
  });

  test('it is JSON as type and data, and printed as its first bytes', () => {
    expect(JSON.stringify(Buffer.from('hi'))).toBe('{"type":"Buffer","data":[104,105]}');
    expect(inspect(Buffer.from('hi'))).toBe('<Buffer 68 69>');
    expect(inspect(Buffer.alloc(52))).toContain('00 ... 2 more bytes>');
  });
});
