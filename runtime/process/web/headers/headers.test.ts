import { expect, test } from 'vitest';
import { sameAsNode, WebTestHost } from '../testing.ts';
import { splitValue } from './syntax.ts';

sameAsNode([
  ['names are found in any case', ({ Headers }) => new Headers({ 'X-Id': '7' }).get('x-ID')],
  [
    'repeated headers are joined, cookies are not',
    ({ Headers }) => [
      ...new Headers([
        ['b', '1'],
        ['a', '2'],
        ['set-cookie', 'x'],
        ['Set-Cookie', 'y'],
        ['A', '3'],
      ]),
    ],
  ],
  ['numbers and null become text', ({ Headers }) => new Headers({ a: 1, b: null as never })],
  ['values lose the space around them', ({ Headers }) => new Headers({ a: ' \t b c \n' }).get('a')],
  ['it is made from another', ({ Headers }) => new Headers(new Headers({ A: 'b' }))],
  ['it is made from a map', ({ Headers }) => new Headers(new Map([['A', 'b']]))],
  [
    'set replaces, delete removes, has tells',
    ({ Headers }) => {
      const headers = new Headers({ a: '1', b: '2' });
      headers.set('A', '3');
      headers.delete('B');
      return [headers, headers.has('a'), headers.has('b'), headers.get('b')];
    },
  ],
  [
    'what is added while it is walked is seen',
    ({ Headers }) => {
      const headers = new Headers({ a: '1' });
      const seen: string[] = [];
      for (const [name] of headers) {
        seen.push(name);
        if (seen.length < 3) headers.append(`${name}b`, '2');
      }
      return seen;
    },
  ],
  [
    'forEach gives value, name and the headers',
    ({ Headers }) => {
      const seen: unknown[] = [];
      new Headers({ b: '1', a: '2' }).forEach((...given) => {
        seen.push(given);
      });
      return seen;
    },
  ],
  [
    'cookies are got one by one',
    ({ Headers }) => {
      const headers = new Headers([
        ['set-cookie', 'a=1; Expires=Mon, 1 Jan'],
        ['set-cookie', 'b=2'],
      ]);
      return [headers.getSetCookie(), headers.get('set-cookie'), new Headers().getSetCookie()];
    },
  ],
  ['it prints the names as written', ({ Headers }) => ({ h: new Headers({ 'X-A': 'b' }) })],
  [
    'keys and values',
    ({ Headers }) => [...new Headers({ b: '1' }).keys(), ...new Headers({ b: '1' }).values()],
  ],
  ['its tag', ({ Headers }) => Object.prototype.toString.call(new Headers())],
  ['a pair of one is refused', ({ Headers }) => new Headers([['a']] as never)],
  ['a pair of three is refused', ({ Headers }) => new Headers([['a', 'b', 'c']] as never)],
  ['text is refused', ({ Headers }) => new Headers('a' as never)],
  ['null is refused', ({ Headers }) => new Headers(null as never)],
  ['a name with a space is refused', ({ Headers }) => new Headers({ 'a b': 'c' })],
  ['an empty name is refused', ({ Headers }) => new Headers({ '': 'c' })],
  ['a line break in a value is refused', ({ Headers }) => new Headers().set('a', 'b\nc')],
  ['a euro sign is refused', ({ Headers }) => new Headers({ a: '€' })],
  ['a symbol is refused', ({ Headers }) => new Headers().get(Symbol('x') as never)],
  [
    'append without a value is refused',
    ({ Headers }) => new Headers().append(...(['a'] as unknown as [never, never])),
  ],
  ['get of a bad name is refused', ({ Headers }) => new Headers().get('a b')],
  [
    'has without a name is refused',
    ({ Headers }) => new Headers().has(...([] as unknown as [never])),
  ],
  ['forEach without a function is refused', ({ Headers }) => new Headers().forEach(5 as never)],
  [
    'the headers of a redirect cannot be changed',
    ({ Response }) => Response.redirect('http://a/').headers.set('a', 'b'),
  ],
]);

test('a value is split at commas outside of quotes', () => {
  expect(splitValue('text/html, a;b="x, \\"y" ,c')).toEqual(['text/html', 'a;b="x, \\"y"', 'c']);
});

test('the answers do not depend on the order in which headers were written', () => {
  const { Headers } = new WebTestHost().web;
  const one = new Headers({ b: '1', a: '2' });
  const other = new Headers({ a: '2', b: '1' });
  expect([...one]).toEqual([...other]);
});
