import { expect, test } from 'vitest';
import { withStandIns } from './stand-ins.ts';

test('a name that a module lacks is there, and says what is missing when it is called', () => {
  const { createSecureServer } = withStandIns('http2', undefined, ['createSecureServer']) as Record<
    string,
    () => void
  >;
  expect(createSecureServer).toThrow(
    'http2.createSecureServer is not available in this sandbox. Services here speak HTTP: use node:http.',
  );
  expect(createSecureServer).toThrow(expect.objectContaining({ code: 'ERR_NOT_AVAILABLE' }));
});

test('a class that a module lacks can be asked for and extended, as packages do when they load', () => {
  const { Http2ServerRequest } = withStandIns('http2', undefined, ['Http2ServerRequest']) as {
    Http2ServerRequest: new () => object;
  };
  expect({} instanceof Http2ServerRequest).toBe(false);
  class Own extends Http2ServerRequest {}
  expect(() => new Own()).toThrow('http2.Http2ServerRequest is not available');
});

test('what a module has stays what it is', () => {
  const join = () => '';
  expect(withStandIns('path', { join }, ['glob'])).toMatchObject({ join });
});
