import {
  escape as escapeQuery,
  parse as parseQuery,
  stringify,
  unescape as unescapeQuery,
} from 'node:querystring';
import {
  domainToASCII,
  fileURLToPath,
  format,
  parse,
  pathToFileURL,
  resolve,
  urlToHttpOptions,
} from 'node:url';
import { area } from './behaviour.ts';
import { errorOf } from './kit.ts';

const url = area('url', {
  'a URL has its parts': (print) => {
    const it = new URL('https://me:pw@Example.com:8080/a/../b%20c?x=1&y=2#frag');
    print(it.href, it.origin, it.protocol, it.username, it.password, it.host, it.hostname);
    print(it.port, it.pathname, it.search, it.hash, JSON.stringify(it));
  },

  'a URL is resolved against a base': (print) => {
    const base = 'http://a.test/b/c?d';
    for (const path of ['e', '/e', '../e', '?e', '#e', '//f.test/', 'http://g.test']) {
      print(path, new URL(path, base).href);
    }
  },

  'the parts of a URL can be set': (print) => {
    const it = new URL('http://a.test:80/');
    it.port = '8080';
    it.pathname = 'x y';
    it.search = '?ü=1';
    it.hash = 'z';
    it.hostname = 'b.test';
    print(it.href);
    it.protocol = 'https';
    it.port = '443';
    it.searchParams.append('k', 'v w');
    print(it.href);
  },

  'what is no URL is an error': async (print) => {
    for (const text of ['', 'no', 'http://', 'http://a b/', 'http://a:99999/']) {
      print(await errorOf(() => new URL(text)));
    }
    const error = (() => {
      try {
        return new URL('/x', 'base');
      } catch (thrown) {
        return thrown as NodeJS.ErrnoException & { input: string };
      }
    })();
    print((error as NodeJS.ErrnoException).code, (error as { input?: string }).input);
    print(URL.canParse('/x'), URL.canParse('/x', 'http://a.test'));
  },

  'hosts are normalised': (print) => {
    print(new URL('http://EXAMPLE.com').host, new URL('http://münchen.test').host);
    print(new URL('http://127.1/').host, new URL('http://[::1]:80/').host, domainToASCII('ü.test'));
  },

  'URLSearchParams keep order and repeats': (print) => {
    const query = new URLSearchParams('?a=1&b=2&a=3&c');
    print(query.get('a'), query.getAll('a'), query.get('c'), query.get('none'), query.size);
    query.append('d', '+ &é');
    query.delete('a', '1');
    query.set('b', 'x');
    query.sort();
    print(query.toString(), query.has('a', '3'), [...query]);
    print(String(new URLSearchParams({ p: 'q r' })), String(new URLSearchParams([['s', 't']])));
  },

  'file URLs and paths': async (print) => {
    print(fileURLToPath('file:///a/b%20c.ts'), pathToFileURL('/a/b c#d.ts').href);
    print(await errorOf(() => fileURLToPath('http://a.test/')));
  },

  'url.parse, the older way': (print) => {
    const it = parse('http://me@a.test:80/p/q?r=s&t#u', true);
    print(it.host, it.port, it.pathname, it.search, { ...it.query }, it.hash, it.auth, it.path);
    print(parse('/only/path?x=1').query, resolve('/a/b', '../c'), format({ host: 'h', query: {} }));
  },

  'a URL becomes options for a request': (print) => {
    const { hostname, port, path, auth, protocol } = urlToHttpOptions(
      new URL('http://u:p@h.test:81/x?y'),
    );
    print(hostname, port, path, auth, protocol);
    print(format(new URL('http://u:p@h.test/x#y'), { auth: false, fragment: false }));
  },
});

const querystring = area('querystring', {
  'parse reads repeats, escapes and pluses': (print) => {
    print({ ...parseQuery('a=1&a=2&b=%20x+y&c&=d&%zz=1') });
    print({ ...parseQuery('a:1;b:2', ';', ':') });
    print(Object.keys(parseQuery('a=1&b=2&c=3', '&', '=', { maxKeys: 2 })));
  },

  'stringify writes values of each kind': (print) => {
    print(stringify({ a: 1, b: [2, 'x y'], c: true, d: null, e: undefined, f: 'é&=' }));
    print(stringify({ a: '1', b: '2' }, ';', ':'), stringify('text' as never) === '');
  },

  'escape and unescape': (print) => {
    print(escapeQuery("a b&c=d/é'()"), unescapeQuery('a%20b%'), unescapeQuery('%E2%82%AC'));
  },
});

export const behaviours = [...url, ...querystring];
