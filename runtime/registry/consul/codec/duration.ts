/** A text that is no duration; the message is the one of Go's `time.ParseDuration`. */
export class DurationError extends Error {
  override readonly name = 'DurationError';
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Reads Go's durations (`10s`, `1m30s`, `1.5h`, `0`) as milliseconds. */
export function parseDurationMs(text: string): number {
  const negative = text.startsWith('-');
  let rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === '0') return 0;
  const invalid = new DurationError(`time: invalid duration ${quoted(text)}`);
  if (rest === '') throw invalid;
  let sumMs = 0;
  while (rest !== '') {
    const [matched, amount = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (matched === undefined) throw invalid;
    if (unit === '') {
      throw new DurationError(`time: missing unit in duration ${quoted(text)}`);
    }
    const unitMs = Object.hasOwn(UNIT_MS, unit) ? UNIT_MS[unit] : undefined;
    if (unitMs === undefined) {
      const named = `${quoted(unit)} in duration ${quoted(text)}`;
      throw new DurationError(`time: unknown unit ${named}`);
    }
    sumMs += Number(amount) * unitMs;
    rest = rest.slice(matched.length);
  }
  if (sumMs > MAX_DURATION_MS) throw invalid;
  return negative ? -sumMs : sumMs;
}

/** The longest duration that Go's int64 of nanoseconds holds. */
const MAX_DURATION_MS = 9_223_372_036_854;

/** Writes milliseconds as Go's `Duration.String` does: `10s`, `1m30s`, `1.5s`, `200ms`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 0) return `-${formatDuration(-durationMs)}`;
  if (durationMs === 0) return '0s';
  if (durationMs < 1e-3) return `${round(durationMs * 1e6)}ns`;
  if (durationMs < 1) return `${round(durationMs * 1e3)}µs`;
  if (durationMs < 1000) return `${round(durationMs)}ms`;
  const hours = Math.floor(durationMs / 3_600_000);
  const minutes = Math.floor(durationMs / 60_000) % 60;
  const seconds = `${round((durationMs % 60_000) / 1000)}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

function round(value: number): number {
  return Number(value.toFixed(9));
}

/** As Go's package time quotes: bytes that are no ASCII are not made into letters. */
function quoted(text: string): string {
  const inner = text
    .replace(/["\\]/g, '\\$&')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
    .replace(/[\x00-\x1f]|[^\x00-\x7f]/gu, (character) =>
      Array.from(new TextEncoder().encode(character), hex).join(''),
    );
  return `"${inner}"`;
}

const hex = (byte: number) => `\\x${byte.toString(16).padStart(2, '0')}`;
