import { expect, test } from 'vitest';
import { OutputGate } from './output-gate.ts';

const LIMITS = { burstBytes: 100, bytesPerSecond: 10 };

function gateAt(clock: { nowMs: number }): OutputGate {
  return new OutputGate(() => clock.nowMs, LIMITS);
}

test('lets ordinary output through unchanged', () => {
  const gate = gateAt({ nowMs: 0 });
  expect(gate.admit('hello\n')).toEqual({
    text: 'hello\n',
    droppedBytes: 0,
    beginsDropping: false,
  });
});

test('lets a burst through and drops what exceeds it', () => {
  const gate = gateAt({ nowMs: 0 });
  expect(gate.admit('x'.repeat(130))).toEqual({
    text: 'x'.repeat(100),
    droppedBytes: 30,
    beginsDropping: true,
  });
  expect(gate.admit('more')).toEqual({ text: '', droppedBytes: 4, beginsDropping: false });
});

test('lets so much a second through after the burst', () => {
  const clock = { nowMs: 0 };
  const gate = gateAt(clock);
  gate.admit('x'.repeat(100));
  clock.nowMs += 1000;
  expect(gate.admit('y'.repeat(20)).text).toBe('y'.repeat(10));
});

test('saves up no more than one burst', () => {
  const clock = { nowMs: 0 };
  const gate = gateAt(clock);
  clock.nowMs += 3_600_000;
  expect(gate.admit('x'.repeat(200)).text).toHaveLength(100);
});

test('counts UTF-8 bytes and never splits a character', () => {
  const gate = gateAt({ nowMs: 0 });
  const teapots = '🫖'.repeat(30);
  expect(gate.admit(`x${teapots}`)).toEqual({
    text: `x${'🫖'.repeat(24)}`,
    droppedBytes: 24,
    beginsDropping: true,
  });
});

test('a flood that trickles through is one episode; after a quiet time the next is another', () => {
  const clock = { nowMs: 0 };
  const gate = gateAt(clock);
  const begins: boolean[] = [];
  for (let second = 0; second < 5; second++) {
    begins.push(gate.admit('x'.repeat(500)).beginsDropping);
    clock.nowMs += 1000;
  }
  expect(begins).toEqual([true, false, false, false, false]);
  clock.nowMs += 5000;
  expect(gate.admit('x'.repeat(500)).beginsDropping).toBe(true);
});
