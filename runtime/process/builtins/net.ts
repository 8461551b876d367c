/** node:net, the part that needs no sockets. https://nodejs.org/docs/latest-v20.x/api/net.html */

const OCTET = '(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])';
const V4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}$`);

export function isIPv4(text: unknown): boolean {
  return V4.test(`${text}`);
}

/** RFC 4291, 2.2, with a zone. */
export function isIPv6(text: unknown): boolean {
  const [address = '', zone] = `${text}`.split(/%(.*)/s);
  if (zone !== undefined && !/^[0-9a-zA-Z\-.:]+$/.test(zone)) return false;
  // The last two groups may be written as an IPv4 address.
  const tail = address.slice(address.lastIndexOf(':') + 1);
  const groups = isIPv4(tail) ? `${address.slice(0, -tail.length)}0:0` : address;
  const halves = groups.split('::');
  if (halves.length > 2) return false;
  const written = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!written.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? written.length < 8 : written.length === 8;
}

/** 4 or 6; 0 for what is no address. */
export function isIP(text: unknown): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}
