import { host } from '../current.ts';

/** The text of the second that was last asked for: nearly always the one of now. */
let lastSecond = Number.NaN;
let lastText = '';

/** The Date header's value now (RFC 9110, 5.6.7), by the host's clock. */
export function httpDate(): string {
  const second = Math.floor(host.clock.epochMs() / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastText = new Date(second * 1000).toUTCString();
  }
  return lastText;
}
