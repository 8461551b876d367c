const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A span of time as console.timeEnd prints it: `1.234ms`, `2.500s`, `1:02.345 (m:ss.mmm)`. */
export function formatDuration(ms: number): string {
  if (ms < SECOND_MS) return `${Number(ms.toFixed(3))}ms`;
  if (ms < MINUTE_MS) return `${(ms / SECOND_MS).toFixed(3)}s`;
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const [seconds = '0', fraction] = ((ms % MINUTE_MS) / SECOND_MS).toFixed(3).split('.');
  const two = (n: number | string) => String(n).padStart(2, '0');
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds)} (h:mm:ss)`
    : `${minutes}:${two(seconds)}.${fraction} (m:ss.mmm)`;
}
