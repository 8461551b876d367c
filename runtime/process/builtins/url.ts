import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { bareHostname, EngineURL, URL } from '../web/url/url.ts';
import { URLSearchParams } from '../web/url/url-search-params.ts';
import { Url, urlFormat, urlParse, urlResolve, urlResolveObject } from './legacy-url.ts';

/** node:url, the part that is not deprecated. https://nodejs.org/docs/latest-v20.x/api/url.html */
export { URL, URLSearchParams };

export function fileURLToPath(url: string | EngineURL): string {
  if (typeof url !== 'string' && !(url instanceof EngineURL)) {
    throw invalidArgument('path', 'of type string or an instance of URL', url);
  }
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol !== 'file:') {
    throw nodeError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  }
  if (hostname !== '') {
    const message = 'File URL host must be "localhost" or empty on linux';
    throw nodeError(TypeError, 'ERR_INVALID_FILE_URL_HOST', message);
  }
  return decodeURIComponent(pathname);
}

export function pathToFileURL(path: string): URL {
  if (typeof path !== 'string') throw invalidArgument('path', 'of type string', path);
  const encoded = path.replace(/[%\\\n\r\t?#]/g, encodeURIComponent);
  return new URL(encoded.startsWith('/') ? encoded : `/${encoded}`, 'file:///');
}

export interface FormatOptions {
  auth?: boolean;
  fragment?: boolean;
  search?: boolean;
  unicode?: boolean;
}

/**
 * A URL as text; `fragment`, `search` and `auth` set to false leave those out. What is no URL is
 * written in the older way: see legacy-url.ts.
 */
export function format(given: unknown, options: FormatOptions = {}): string {
  if (!(given instanceof EngineURL)) return urlFormat(given);
  const copy = new URL(given);
  if (options.fragment === false) copy.hash = '';
  if (options.search === false) copy.search = '';
  if (options.auth === false) {
    copy.username = '';
    copy.password = '';
  }
  return copy.href;
}

/** The options that http.request takes. */
export function urlToHttpOptions(url: EngineURL) {
  const { protocol, hash, search, pathname, href, port, username, password } = url;
  const path = `${pathname}${search}`;
  const hostname = bareHostname(url);
  const options = { protocol, hostname, hash, search, pathname, path, href };
  const auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    ...options,
    ...(port !== '' && { port: Number(port) }),
    ...((username !== '' || password !== '') && { auth }),
  };
}

/** A host name as it is sent: in ASCII; empty when it is none. */
export function domainToASCII(domain: string): string {
  try {
    return new EngineURL(`ws://${domain}`).hostname;
  } catch {
    return '';
  }
}

export { Url, urlParse as parse, urlResolve as resolve, urlResolveObject as resolveObject };
