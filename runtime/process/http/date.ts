import { host } from '../current.ts';

/** The Date header's value now (RFC 9110, 5.6.7), by the host's clock. */
export function httpDate(): string {
  return new Date(host.clock.epochMs()).toUTCString();
}
