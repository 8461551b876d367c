const parseLocally = Date.parse;

/** As `Date.parse` where the local time is UTC: what names no zone is UTC. */
export function parseDate(text: string): number {
  if (ISO_WITHOUT_ZONE.test(text)) return parseLocally(`${text}Z`);
  const isIsoDate = ISO_DATE.test(text);
  if (isIsoDate || ZONE.test(text.replace(/\(.*?\)/g, ' '))) return parseLocally(text);
  return parseLocally(`${text} UTC`);
}

const YEAR = '(?:\\d{4}|[+-]\\d{6})';
const ISO_DATE = new RegExp(`^${YEAR}(?:-\\d\\d(?:-\\d\\d)?)?(?:T.*Z)?$`);
const ISO_WITHOUT_ZONE = new RegExp(
  `^${YEAR}(?:-\\d\\d(?:-\\d\\d)?)?T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?$`,
);

/** What engines understand as a zone: a name of RFC 2822, a bare Z, or an offset behind a time. */
const ZONE =
  /(?:[\d\s]|^)(?:z|ut|utc|gmt|[ecmp][sd]t)(?![a-z])|:\d\d(?:\.\d+)?\s*(?:[ap]m)?\s*[+-]\d/i;
