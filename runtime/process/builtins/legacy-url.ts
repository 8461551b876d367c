/**
 * url.parse and its company: deprecated, but many programs split request.url with it. Written for
 * what programs give it; what only a browser of 2010 would write is left to the class URL.
 * https://nodejs.org/docs/latest-v20.x/api/url.html#legacy-url-api
 */

import { invalidArgument } from '../errors/node-error.ts';
import { URL } from '../web/url/url.ts';
import * as querystring from './querystring.ts';

/** Protocols whose URLs have a host and at least the path `/`. */
const WITH_SLASHES = new Set(['http:', 'https:', 'ftp:', 'ws:', 'wss:', 'file:', 'gopher:']);

/** What url.parse returns: the parts as they were written, null where there is none. */
export class Url {
  protocol: string | null = null;
  slashes: boolean | null = null;
  auth: string | null = null;
  host: string | null = null;
  port: string | null = null;
  hostname: string | null = null;
  hash: string | null = null;
  search: string | null = null;
  query: string | Record<string, unknown> | null = null;
  pathname: string | null = null;
  path: string | null = null;
  href = '';
}

/** What request.url is, as a rule: its parts are left as they were written. */
const SIMPLE_PATH = /^(\/\/?(?!\/)[^?\s@#]*)(\?[^\s@#]*)?$/;

const PARTS = /^([a-z0-9.+-]+:)?(\/\/)?([^#?]*)(\?[^#]*)?(#.*)?$/is;

/** `parseQuery` gives the query as an object; `slashesDenoteHost` reads `//host/path` as it says. */
export function urlParse(given: unknown, parseQuery = false, slashesDenoteHost = false): Url {
  if (given instanceof Url) return given;
  if (typeof given !== 'string') throw invalidArgument('url', 'of type string', given);
  const text = given.trim().replaceAll('\\', '/');
  const simple = slashesDenoteHost ? null : SIMPLE_PATH.exec(text);
  const [, protocol, slashes, before = '', search, hash] = PARTS.exec(text) ?? [];
  const url = new Url();
  url.protocol = protocol?.toLowerCase() ?? null;
  // `mailto:me@example.com` has a host too, though no slashes.
  const isBareHost = slashes === undefined && url.protocol !== null && !isRootedBy(url.protocol);
  const hasHost =
    isBareHost || (slashes !== undefined && (protocol !== undefined || slashesDenoteHost));
  const end = before.search(/\//);
  const host = !hasHost ? '' : end < 0 ? before : before.slice(0, end);
  const rest = hasHost ? before.slice(host.length) : `${slashes ?? ''}${before}`;
  if (hasHost) takeHost(url, host, slashes !== undefined);
  const isRooted = hasHost && WITH_SLASHES.has(url.protocol ?? '');
  const written = simple === null ? escaped : (part: string) => part;
  url.pathname = written(rest) || (isRooted ? '/' : null);
  url.hash = hash === undefined ? null : written(hash);
  url.search = search === undefined ? null : written(search);
  const query = url.search === null ? null : url.search.slice(1);
  url.query = parseQuery ? querystring.parse(query ?? '') : query;
  url.path =
    url.pathname === null && !url.search ? null : `${url.pathname ?? ''}${url.search ?? ''}`;
  url.href = urlFormat(url);
  return url;
}

function isRootedBy(protocol: string): boolean {
  return WITH_SLASHES.has(protocol) || protocol === 'javascript:';
}

function takeHost(url: Url, text: string, hasSlashes: boolean): void {
  const at = text.lastIndexOf('@');
  const [, hostname = '', port] = /^(.*?)(?::(\d*))?$/s.exec(text.slice(at + 1)) ?? [];
  url.slashes = hasSlashes || null;
  url.auth = at < 0 ? null : decodeURIComponent(text.slice(0, at));
  url.port = port || null;
  url.hostname = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  url.host = `${hostname.toLowerCase()}${port ? `:${port}` : ''}`;
}

function escaped(text: string): string {
  return text.replace(/[\s"'<>`{}|^]/g, (character) =>
    character === "'" ? '%27' : encodeURIComponent(character),
  );
}

/** The parts as one text; those of `host` go before those of its pieces. */
export function urlFormat(given: unknown): string {
  if (typeof given === 'string') return urlParse(given).href;
  if (typeof given !== 'object' || given === null) {
    throw invalidArgument('urlObject', 'one of type object or string', given);
  }
  const url = given as Partial<Url>;
  const protocol = url.protocol ? `${url.protocol}${url.protocol.endsWith(':') ? '' : ':'}` : '';
  const auth = url.auth ? `${encodeURIComponent(url.auth).replaceAll('%3A', ':')}@` : '';
  const name = url.hostname?.includes(':') ? `[${url.hostname}]` : url.hostname;
  const place = url.host || (name ? `${name}${url.port ? `:${url.port}` : ''}` : '');
  const hasSlashes = url.slashes || (WITH_SLASHES.has(protocol) && place !== '');
  const host = hasSlashes ? `//${auth}${place}` : `${auth}${place}`;
  const query =
    typeof url.query === 'object' && url.query !== null ? querystring.stringify(url.query) : '';
  const search = (url.search || (query && `?${query}`)).replace(/^(?!\?|$)/, '?');
  const hash = (url.hash ?? '').replace(/^(?!#|$)/, '#');
  const path = (url.pathname ?? '').replace(/[?#]/g, encodeURIComponent);
  const slash = hasSlashes && place !== '' && path !== '' && !path.startsWith('/') ? '/' : '';
  return `${protocol}${host}${slash}${path}${search.replaceAll('#', '%23')}${hash}`;
}

/** Where a link on the page `from` leads. */
export function urlResolve(from: string, to: string): string {
  const base = urlParse(from, false, true);
  if (base.protocol !== null) return new URL(to, from).href;
  const standIn = 'http://relative.invalid';
  const resolved = new URL(to, new URL(from, `${standIn}/`)).href;
  if (!resolved.startsWith(standIn)) return resolved;
  const path = resolved.slice(standIn.length);
  return from.startsWith('/') || to.startsWith('/') ? path : path.slice(1);
}

export function urlResolveObject(from: string, to: string): Url {
  return urlParse(urlResolve(from, to));
}
