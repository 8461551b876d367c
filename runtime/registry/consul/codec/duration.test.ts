import { expect, test } from 'vitest';
import { formatDuration, parseDurationMs } from './duration.ts';

test('Go’s durations are read and written', () => {
  const durations: [text: string, ms: number, written: string][] = [
    ['10s', 10_000, '10s'],
    ['1m30s', 90_000, '1m30s'],
    ['1.5h', 5_400_000, '1h30m0s'],
    ['500ms', 500, '500ms'],
    ['1.5s', 1_500, '1.5s'],
    ['-2s', -2_000, '-2s'],
    ['0', 0, '0s'],
    ['100us', 0.1, '100µs'],
    ['24h', 86_400_000, '24h0m0s'],
  ];
  for (const [text, ms, written] of durations) {
    expect(parseDurationMs(text)).toBe(ms);
    expect(formatDuration(ms)).toBe(written);
  }
});

test('what is no duration is refused in Go’s words', () => {
  expect(() => parseDurationMs('')).toThrow('time: invalid duration ""');
  expect(() => parseDurationMs('soon')).toThrow('time: invalid duration "soon"');
  expect(() => parseDurationMs('5')).toThrow('time: missing unit in duration "5"');
  expect(() => parseDurationMs('5x')).toThrow('time: unknown unit "x" in duration "5x"');
  expect(() => parseDurationMs('5constructor')).toThrow('time: unknown unit "constructor"');
  expect(() => parseDurationMs('5µx\x01é')).toThrow(
    'time: unknown unit "\\xc2\\xb5x\\x01\\xc3\\xa9" in duration "5\\xc2\\xb5x\\x01\\xc3\\xa9"',
  );
  expect(() => parseDurationMs('5"\\')).toThrow('unknown unit "\\"\\\\" in duration "5\\"\\\\"');
});
