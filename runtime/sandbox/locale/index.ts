/**
 * Every machine keeps the same local time and the same language here: UTC and en-US. It is the realm
 * that is changed, once and for good, so it must be one of our own.
 */
export { adoptDates, createDate } from './date.ts';
export { useOneLocale } from './intl.ts';
export { useUtc } from './utc.ts';

/** Of one locale: all dates and texts of the realm. */
export const LOCALE = 'en-US';
