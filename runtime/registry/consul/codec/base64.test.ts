import { expect, test } from 'vitest';
import { fc } from '../../../../test/support/properties.ts';
import { decodeBase64, decodedLength, encodeBase64 } from './base64.ts';

test('bytes become what Node’s own base64 is, and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(decodeBase64(text)).toEqual(bytes);
      expect(decodedLength(text)).toBe(bytes.length);
    }),
  );
});

test('what is no base64 is refused with the place, as Go has it', () => {
  expect(() => decodeBase64('a%b=')).toThrow('illegal base64 data at input byte 1');
  expect(() => decodeBase64('abc')).toThrow('illegal base64 data at input byte 0');
  expect(() => decodeBase64('abcdab')).toThrow('illegal base64 data at input byte 4');
  expect(decodeBase64('YQ\n==')).toEqual(new Uint8Array([97]));
});
