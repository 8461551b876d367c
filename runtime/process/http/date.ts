import { host } from '../current.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const DAY_MS = 86_400_000;

/** The Date header's value (RFC 9110, 5.6.7), by the host's clock. */
export function httpDate(epochMs = host.clock.epochMs()): string {
  const days = Math.floor(epochMs / DAY_MS);
  const seconds = Math.floor((epochMs - days * DAY_MS) / 1000);
  const { year, month, day } = civil(days);
  const time = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${DAYS[(((days + 4) % 7) + 7) % 7]}, ${two(day)} ${MONTHS[month]} ${year} ${time} GMT`;
}

function two(n: number): string {
  return String(Math.floor(n)).padStart(2, '0');
}

/** Days since 1970-01-01 as a date: the calendar repeats every 400 years, of 146,097 days. */
function civil(days: number): { year: number; month: number; day: number } {
  // Counted from 1 March of year 0, so that a leap day ends its year.
  const fromMarch = days + 719_468;
  const era = Math.floor(fromMarch / 146_097);
  const dayOfEra = fromMarch - era * 146_097;
  const leaps =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const leapsBefore = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (365 * yearOfEra + leapsBefore);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = (monthFromMarch + 2) % 12;
  return { year: yearOfEra + era * 400 + (month < 2 ? 1 : 0), month, day };
}
