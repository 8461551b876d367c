import { expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { BEAT_MS, VitalSigns } from './vital-signs.ts';

const SILENT_BEATS = LIMITS.silenceMs / BEAT_MS;

function after(vital: VitalSigns, beats: number): VitalSigns {
  for (let beat = 0; beat < beats; beat++) vital.beat();
  return vital;
}

test('a process that takes long to start is not silent', () => {
  const vital = after(new VitalSigns(), 10 * SILENT_BEATS);
  expect([vital.isBusy, vital.isSilent]).toEqual([false, false]);
});

test('one that answers every beat is not busy', () => {
  const vital = new VitalSigns();
  for (let beat = 0; beat < 10 * SILENT_BEATS; beat++) {
    vital.answered();
    vital.beat();
    expect(vital.isBusy).toBe(false);
  }
});

test('one that has answered and then does not is busy, and silent when the limit has passed', () => {
  const vital = new VitalSigns();
  vital.answered();
  after(vital, 2);
  expect([vital.isBusy, vital.isSilent]).toEqual([true, false]);
  after(vital, SILENT_BEATS - 1);
  expect(vital.isSilent).toBe(true);
});

test('a late answer is an answer', () => {
  const vital = new VitalSigns();
  vital.answered();
  after(vital, SILENT_BEATS).answered();
  after(vital, SILENT_BEATS);
  expect(vital.isSilent).toBe(false);
});
