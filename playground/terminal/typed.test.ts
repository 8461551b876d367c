import { expect, test } from 'vitest';
import { typedFor } from './typed.ts';

test('a command to type names the workspace that was asked for, and no other', () => {
  expect(typedFor(null)('')).toBe('npm run lesson');
  expect(typedFor(null)('replay 0-q')).toBe('npm run lesson -- replay 0-q');
  expect(typedFor('/tmp/shop')('')).toBe('npm run lesson -- --workspace /tmp/shop');
  expect(typedFor('my shop')('hint')).toBe("npm run lesson -- --workspace 'my shop' hint");
  expect(typedFor("Ada's")('hint')).toBe(String.raw`npm run lesson -- --workspace 'Ada'\''s' hint`);
});
