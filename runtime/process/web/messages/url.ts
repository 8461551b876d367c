import { URL } from '../url/url.ts';

/** What fetch and its messages read of a URL. Theirs alone: no program gets to see it. */
export interface UrlParts {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  /** Whether it names a user or a password. */
  readonly hasCredentials: boolean;
  readonly host: string;
  readonly hostname: string;
  /** Empty for the scheme's own. */
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

/**
 * An engine parses a URL, and makes each part of it anew, outside of JavaScript: with parts that are
 * kept, a service that calls the same one again asks it for nothing. A few are enough for that.
 */
const known = new Map<string, UrlParts>();
const KNOWN = 64;
const KNOWN_LENGTH = 256;

/** What a program gave as a URL: `Failed to parse URL from /orders`. */
export function parseGivenUrl(input: string): UrlParts {
  let parts = known.get(input);
  if (parts !== undefined) return parts;
  try {
    parts = partsOf(parseUrl(input));
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause });
  }
  if (input.length <= KNOWN_LENGTH) {
    if (known.size === KNOWN) known.clear();
    known.set(input, parts);
  }
  return parts;
}

/** Parses an absolute URL; what is none throws as Node's URL does, whatever the engine says. */
export function parseUrl(input: string, base?: string): URL {
  try {
    return new URL(input, base);
  } catch {
    const where = base === undefined ? { input } : { input, base };
    throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', ...where });
  }
}

export function partsOf(url: URL): UrlParts {
  const { href, origin, protocol, username, password, host, hostname, port } = url;
  const { pathname, search, hash } = url;
  const hasCredentials = username !== '' || password !== '';
  return { href, origin, protocol, hasCredentials, host, hostname, port, pathname, search, hash };
}

/** Without the part after `#`. */
export function withoutFragment({ href }: UrlParts): string {
  // What stands before it cannot hold one itself; a `#` with nothing after it is one too.
  const at = href.indexOf('#');
  return at < 0 ? href : href.slice(0, at);
}
