import { expect, test } from 'vitest';
import { BodyRecorder } from './body-recorder.ts';
import { BODY_EXCERPT_BYTES, excerpt } from './event.ts';

const utf8 = new TextEncoder();

test('a body in chunks gives the same excerpt as the whole body', () => {
  const body = utf8.encode('茶'.repeat(3000));
  const recorder = new BodyRecorder();
  for (let at = 0; at < body.length; at += 1000) recorder.add(body.subarray(at, at + 1000));
  expect(recorder.excerpt()).toEqual(excerpt(body));
});

test.each([
  ['ASCII', 'abc'],
  ['characters of several bytes', 'Zoë, 茶'],
  ['ASCII after those', 'ë!'],
])('so does one in short pieces: %s', (_what, text) => {
  const body = utf8.encode(text.repeat(900));
  const recorder = new BodyRecorder();
  for (let at = 0; at < body.length; at += 7) recorder.add(body.subarray(at, at + 7));
  expect(recorder.excerpt()).toEqual(excerpt(body));
});

test('an empty body has an empty excerpt', () => {
  expect(new BodyRecorder().excerpt()).toEqual({ text: '', bytes: 0 });
});

test('an excerpt keeps a short body whole, and knows its bytes', () => {
  expect(excerpt(utf8.encode('Zoë'))).toEqual({ text: 'Zoë', bytes: 4 });
});

test('an excerpt cuts a long body between characters, and knows the length of the whole', () => {
  const body = utf8.encode('茶'.repeat(2000));
  const { text, bytes } = excerpt(body);
  expect(text).toBe('茶'.repeat(Math.floor(BODY_EXCERPT_BYTES / 3)));
  expect(bytes).toBe(6000);
});
