/** Parses an absolute URL; what is none throws as Node's URL does, whatever the engine says. */
import { type EngineURL, URL } from '../url/url.ts';

export function parseUrl(input: string, base?: string): URL {
  try {
    return new URL(input, base);
  } catch {
    const where = base === undefined ? { input } : { input, base };
    throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', ...where });
  }
}

/** What a program gave as a URL: `Failed to parse URL from /orders`. */
export function parseGivenUrl(input: string): URL {
  try {
    return parseUrl(input);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause });
  }
}

/** Without the part after `#`. */
export function withoutFragment(url: EngineURL): string {
  const copy = new URL(url);
  copy.hash = '';
  return copy.href;
}
