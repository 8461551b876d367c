import * as node from 'node:url';
import { describe, expect, test } from 'vitest';
import { runOn } from '../current.ts';
import { TestHost } from '../testing.ts';
import { urlFormat, urlParse, urlResolve } from './legacy-url.ts';

runOn(new TestHost());

/** Each is read here as Node reads it. */
const URLS = [
  '/orders/7?item=tea&count=2#top',
  '/only/path',
  '?only=query',
  '#only-hash',
  '',
  'http://example.test',
  'http://example.test:8080',
  'HTTP://Example.TEST/Path?Q#H',
  'http://me:secret@example.test/a/b?c=d',
  'http://me%40home:p%3Aw@example.test/',
  'http://[::1]:4000/x',
  'http://example.test?query-without-path',
  'http://example.test#hash-without-path',
  'https://example.test/a b?c d#e f',
  "/it's/<quoted>?{a}",
  '//host/path',
  'mailto:me@example.test',
  'relative/path?x',
  '../up?y',
  'http://example.test/a\\b',
  '  http://example.test/spaces  ',
  'file:///etc/hosts',
];

describe('url.parse', () => {
  test.each(URLS)('reads %j as Node does', (url) => {
    expect({ ...urlParse(url) }).toEqual({ ...node.parse(url) });
    const [ours, theirs] = [urlParse(url, true, true), node.parse(url, true, true)];
    expect({ ...ours, query: { ...(ours.query as object) } }).toEqual({
      ...theirs,
      query: { ...theirs.query },
    });
  });

  test('what is no text is refused in the same words', () => {
    const message = 'The "url" argument must be of type string. Received undefined';
    expect(() => urlParse(undefined)).toThrow(message);
    expect(() => node.parse(undefined as never)).toThrow(message);
  });
});

describe('url.format', () => {
  test.each([
    { pathname: '/a', query: { b: '1', c: ['2', '3'] } },
    { protocol: 'http', host: 'example.test', pathname: 'a' },
    { protocol: 'http:', hostname: 'example.test', port: 80, search: 'q=1', hash: 'h' },
    { hostname: '::1', port: '4000', protocol: 'http:' },
    { auth: 'me:secret', host: 'example.test', protocol: 'https:', pathname: '/' },
    { pathname: '/a?b#c', search: '?x=#y' },
    { protocol: 'mailto:', pathname: 'me@example.test' },
    { slashes: true, host: 'example.test' },
    {},
  ])('writes %j as Node does', (parts) => {
    expect(urlFormat(parts)).toBe(node.format(parts as node.UrlObject));
  });

  test.each(URLS)('writes %j back as Node does', (url) => {
    expect(urlFormat(url)).toBe(node.format(url));
  });
});

describe('url.resolve', () => {
  test.each([
    ['/one/two/three', 'four'],
    ['/one/two/three', '../four'],
    ['/one/two/', './four?x#y'],
    ['/one', '/two'],
    ['http://example.test/one', '/two'],
    ['http://example.test/one/two', 'three'],
    ['http://example.test/one', 'http://other.test/two'],
    ['http://example.test/one', '?q'],
    ['http://example.test/one?q', '#h'],
    ['one/two', 'three'],
  ])('of %j, %j leads where it does in Node', (from, to) => {
    expect(urlResolve(from, to)).toBe(node.resolve(from, to));
  });
});
