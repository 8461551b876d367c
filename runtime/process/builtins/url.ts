import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { notAvailable } from '../errors/not-available.ts';

/** node:url, the part that is not deprecated. https://nodejs.org/docs/latest-v20.x/api/url.html */
export const URL = globalThis.URL;
export const URLSearchParams = globalThis.URLSearchParams;

export function fileURLToPath(url: string | URL): string {
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

/** A URL as text; `fragment`, `search` and `auth` set to false leave those out. */
export function format(
  url: URL,
  options: { auth?: boolean; fragment?: boolean; search?: boolean } = {},
): string {
  const copy = new URL(url);
  if (options.fragment === false) copy.hash = '';
  if (options.search === false) copy.search = '';
  if (options.auth === false) {
    copy.username = '';
    copy.password = '';
  }
  return copy.href;
}

/** The options that http.request takes. */
export function urlToHttpOptions(url: URL) {
  const { protocol, hostname, hash, search, pathname, href, port } = url;
  const options = { protocol, hostname, hash, search, pathname, path: pathname + search, href };
  return port === '' ? options : { ...options, port: Number(port) };
}

const USE_URL = "Use new URL(request.url, 'http://localhost') instead: it is not deprecated.";
export const parse = notAvailable('url.parse', USE_URL);
export const resolve = notAvailable('url.resolve', USE_URL);
