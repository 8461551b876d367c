/** Local time is UTC from now on, in all of the realm's dates. Doing it again changes nothing. */
export function useUtc(): void {
  const dates = Date.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const part of ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    replace(`get${part}`, dates[`getUTC${part}`]);
    replace(`set${part}`, dates[`setUTC${part}`]);
  }
  replace('getDay', dates.getUTCDay);
  for (const [name, method] of Object.entries(METHODS)) replace(name, method);
}

// Taken before they are replaced.
const { getTime, toUTCString, getUTCFullYear, setUTCFullYear } = Date.prototype;

const METHODS = {
  getYear(this: Date): number {
    return getUTCFullYear.call(this) - 1900;
  },
  setYear(this: Date, year: unknown): number {
    const whole = Math.trunc(Number(year));
    if (Number.isNaN(getTime.call(this))) this.setTime(0);
    return setUTCFullYear.call(this, whole >= 0 && whole <= 99 ? 1900 + whole : whole);
  },
  getTimezoneOffset(this: Date): number {
    return Number.isNaN(getTime.call(this)) ? Number.NaN : 0;
  },
  toString(this: Date): string {
    return inWords(this, (day, time) => `${day} ${time}`);
  },
  toDateString(this: Date): string {
    return inWords(this, (day) => day);
  },
  toTimeString(this: Date): string {
    return inWords(this, (_day, time) => time);
  },
};

/** `Mon, 01 Jan 2024 12:00:00 GMT` in two parts, as the language's other texts have them. */
function inWords(date: Date, words: (day: string, time: string) => string): string {
  const [weekday, ofMonth, month, year, time] = toUTCString.call(date).split(' ');
  if (time === undefined) return 'Invalid Date';
  const day = `${weekday?.slice(0, -1)} ${month} ${ofMonth} ${year}`;
  return words(day, `${time} GMT+0000 (Coordinated Universal Time)`);
}

/** A method in the place of another, with its name and looks. */
function replace(name: string, by: unknown): void {
  const old = Object.getOwnPropertyDescriptor(Date.prototype, name);
  if (old === undefined || typeof by !== 'function') return;
  const method = {
    [name](this: Date, ...args: unknown[]): unknown {
      return Reflect.apply(by, this, args);
    },
  }[name] as () => unknown;
  Object.defineProperty(method, 'length', { value: (old.value as () => unknown).length });
  Object.defineProperty(Date.prototype, name, { ...old, value: method });
}
