/** Parses an absolute URL; what is none throws as Node's URL does, whatever the engine says. */
import { URL } from '../url/url.ts';

export function parseUrl(input: string, base?: string): URL {
  try {
    return new URL(input, base);
  } catch {
    const where = base === undefined ? { input } : { input, base };
    throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', ...where });
  }
}
