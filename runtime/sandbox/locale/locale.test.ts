import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDate, LOCALE, useOneLocale, useUtc } from './index.ts';

const NOW_MS = Date.UTC(2024, 1, 29, 12, 30, 15, 7);

/** A machine as far from UTC as one gets, with half an hour besides. */
const ZONE = 'America/St_Johns';
const { TZ } = process.env;

const OwnDate = createDate(() => NOW_MS);

beforeAll(() => {
  process.env.TZ = ZONE;
  useUtc();
  useOneLocale(LOCALE);
});

afterAll(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

describe('a Date whose local time is UTC', () => {
  test('is now when nothing is given', () => {
    expect([new OwnDate().getTime(), OwnDate.now()]).toEqual([NOW_MS, NOW_MS]);
    expect(OwnDate()).toBe('Thu Feb 29 2024 12:30:15 GMT+0000 (Coordinated Universal Time)');
  });

  test('reads and writes its parts in UTC', () => {
    const date = new OwnDate(NOW_MS);
    const read = [date.getFullYear(), date.getMonth(), date.getDate(), date.getDay()];
    expect(read).toEqual([2024, 1, 29, 4]);
    const time = [date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds()];
    expect([...time, date.getTimezoneOffset()]).toEqual([12, 30, 15, 7, 0]);
    date.setHours(0, 0, 0, 0);
    expect(date.toISOString()).toBe('2024-02-29T00:00:00.000Z');
    date.setFullYear(1999, 11, 31);
    expect(date.toISOString()).toBe('1999-12-31T00:00:00.000Z');
  });

  test('is made of local parts that are those of UTC', () => {
    expect(new OwnDate(2024, 0, 31, 23, 59).toISOString()).toBe('2024-01-31T23:59:00.000Z');
    expect(new OwnDate(99, 0).getFullYear()).toBe(1999);
    expect(new OwnDate(new OwnDate(5)).getTime()).toBe(5);
    expect(new OwnDate(Number.NaN).getHours()).toBeNaN();
  });

  test.each([
    ['2024-03-10', '2024-03-10T00:00:00.000Z'],
    ['2024-03', '2024-03-01T00:00:00.000Z'],
    ['2024-03-10T02:30', '2024-03-10T02:30:00.000Z'],
    ['2024-03-10T02:30:15.25', '2024-03-10T02:30:15.250Z'],
    ['2024-03-10T02:30:00Z', '2024-03-10T02:30:00.000Z'],
    ['2024-03-10T02:30:00+02:00', '2024-03-10T00:30:00.000Z'],
    ['2024-03-10 02:30', '2024-03-10T02:30:00.000Z'],
    ['2024-03-10 02:30 -0700', '2024-03-10T09:30:00.000Z'],
    ['2024/3/12', '2024-03-12T00:00:00.000Z'],
    ['2024-3-12', '2024-03-12T00:00:00.000Z'],
    ['10 Mar 2024 02:30', '2024-03-10T02:30:00.000Z'],
    ['Sun, 10 Mar 2024 02:30:00 GMT', '2024-03-10T02:30:00.000Z'],
    ['March 10, 2024 2:30 PM EST', '2024-03-10T19:30:00.000Z'],
    ['Sun Mar 10 2024 02:30:00 GMT+0100 (a zone)', '2024-03-10T01:30:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(new OwnDate(text).toISOString()).toBe(iso);
    expect(OwnDate.parse(text)).toBe(Date.parse(iso));
  });

  test('refuses what is no date', () => {
    expect(String(new OwnDate('tomorrow'))).toBe('Invalid Date');
    expect(OwnDate.parse('')).toBeNaN();
  });

  test('is written in UTC, in en-US', () => {
    const date = new OwnDate(NOW_MS);
    expect(`${date}`).toBe('Thu Feb 29 2024 12:30:15 GMT+0000 (Coordinated Universal Time)');
    expect(date.toDateString()).toBe('Thu Feb 29 2024');
    expect(date.toTimeString()).toBe('12:30:15 GMT+0000 (Coordinated Universal Time)');
    expect(date.toLocaleString()).toBe('2/29/2024, 12:30:15 PM');
    expect(date.toLocaleDateString()).toBe('2/29/2024');
    expect(date.toLocaleTimeString('de', { hour: '2-digit' })).toBe('12 Uhr');
    expect(date.toLocaleTimeString('en-GB', { timeZone: 'Asia/Tokyo' })).toBe('21:30:15');
  });

  test('can be extended', () => {
    class Deadline extends OwnDate {
      readonly isDeadline = true;
    }
    const deadline = new Deadline();
    expect(deadline).toBeInstanceOf(Date);
    expect([deadline.isDeadline, deadline.getTime()]).toEqual([true, NOW_MS]);
  });
});

describe('texts in one locale', () => {
  test('are en-US where a program asks for nothing, or for what there is not', () => {
    const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    expect([locale, timeZone]).toEqual(['en-US', 'UTC']);
    expect(new Intl.NumberFormat('xx').resolvedOptions().locale).toBe('en-US');
    expect((1234.5).toLocaleString()).toBe('1,234.5');
    expect([1234.5, 1n].toLocaleString()).toBe('1,234.5,1');
    expect(['b', 'a', 'A'].sort((one, other) => one.localeCompare(other))).toEqual(['a', 'A', 'b']);
  });

  test('are in the locale that it asks for', () => {
    expect((1234.5).toLocaleString('de')).toBe('1.234,5');
    expect('i'.toLocaleUpperCase('tr')).toBe('İ');
    expect('a'.localeCompare('ä', 'sv')).toBe(-1);
    expect(new Intl.PluralRules('pl').select(5)).toBe('many');
  });

  test('are made by classes that are what they were', () => {
    const format = Intl.NumberFormat('en');
    expect(format).toBeInstanceOf(Intl.NumberFormat);
    expect(format.constructor).toBe(Intl.NumberFormat);
    expect(Intl.NumberFormat.name).toBe('NumberFormat');
    expect(() => (Intl.PluralRules as unknown as () => void)()).toThrow(TypeError);
    expect(() => new Intl.NumberFormat(null as never)).toThrow(TypeError);
  });
});
