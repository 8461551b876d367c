import { expect, test } from 'vitest';
import { ExpectationFailed, expectReply, expectThat } from './expect.ts';
import type { Reply } from './reply.ts';

const reply = (over: Partial<Reply>): Reply => ({
  method: 'GET',
  path: '/hello?name=Zo%C3%AB',
  status: 200,
  headers: new Headers({ Allow: 'GET, HEAD' }),
  text: 'Hello, Zoë!\n',
  tookMs: 1,
  event: 4,
  ...over,
});

test('a reply as expected says nothing', () => {
  expectReply(reply({})).hasStatus(200).hasText('Hello, Zoë!').hasHeader('allow', 'get');
});

test('a wrong text is told in one sentence, the path readable', () => {
  expect(() => expectReply(reply({ text: 'Hello, World!' })).hasText('Hello, Zoë!')).toThrow(
    'GET /hello?name=Zoë should answer "Hello, Zoë!", but answered "Hello, World!".',
  );
});

test('a wrong status shows what was answered', () => {
  expect(() => expectReply(reply({ path: '/x', text: 'hi' })).hasStatus(404)).toThrow(
    'GET /x should answer status 404, but answered 200 "hi".',
  );
});

test('JSON is compared member by member, and others do not matter', () => {
  const answered = expectReply(reply({ path: '/orders/1', text: '{"id":"1","items":[{"n":2}]}' }));
  answered.hasJson({ items: [{ n: 2 }] }).hasJson({});
  const what = 'GET /orders/1 should answer JSON with';
  expect(() => answered.hasJson({ id: '2' })).toThrow(`${what} id "2", but its id is "1".`);
  expect(() => answered.hasJson({ to: 'Ada' })).toThrow(`${what} to "Ada", but it has no to.`);
  for (const text of ['<h1>', '[1]', 'null', '']) {
    expect(() => expectReply(reply({ text })).hasJson({ id: '1' })).toThrow('but answered "');
  }
});

test('a missing header and a different one are told apart', () => {
  expect(() => expectReply(reply({ headers: new Headers() })).hasHeader('Allow', 'GET')).toThrow(
    'should have GET in its Allow header, but it has no Allow header.',
  );
  expect(() =>
    expectReply(reply({ headers: new Headers({ Allow: 'POST' }) })).hasHeader('Allow', 'GET'),
  ).toThrow('but its Allow header is "POST".');
});

test('a failed expectation points at the event that shows it', () => {
  try {
    expectReply(reply({})).hasStatus(500);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectationFailed);
    expect((error as ExpectationFailed).event).toBe(4);
  }
});

test('a long text is cut, and says how long it was', () => {
  expect(() => expectReply(reply({ text: 'x'.repeat(5000) })).hasText('y')).toThrow(
    '(5000 characters)',
  );
});

test('a path that does not decode is shown as it is', () => {
  expect(() => expectReply(reply({ path: '/%ff' })).hasStatus(404)).toThrow('GET /%ff should');
});

test('a plain condition fails with its sentence', () => {
  expectThat(true, 'unused');
  expect(() => expectThat(false, 'Two workers held the lock.')).toThrow(
    'Two workers held the lock.',
  );
});

test('a sentence that takes work is told only when the condition fails', () => {
  expectThat(true, () => expect.unreachable());
  expect(() => expectThat(false, () => 'At 0.2 s it crashed.')).toThrow('At 0.2 s it crashed.');
});
