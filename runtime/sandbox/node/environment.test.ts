import { expect, test } from 'vitest';
import { serviceEnvironment } from './environment.ts';

test('passes on what a program needs to run, and no secrets or settings of Node', () => {
  const surroundings = {
    PATH: '/usr/bin',
    HOME: '/home/ada',
    GITHUB_TOKEN: 'secret',
    NODE_OPTIONS: '--inspect',
    FORCE_COLOR: '1',
  };
  expect(serviceEnvironment({}, 8080, surroundings)).toEqual({
    PATH: '/usr/bin',
    HOME: '/home/ada',
    NO_COLOR: '1',
    PORT: '8080',
  });
});

test("the service's own variables win, but for PORT", () => {
  const given = { PATH: '/opt/bin', GREETING: 'Hi', PORT: '1' };
  expect(serviceEnvironment(given, 8080, { PATH: '/usr/bin' })).toEqual({
    PATH: '/opt/bin',
    GREETING: 'Hi',
    NO_COLOR: '1',
    PORT: '8080',
  });
});
